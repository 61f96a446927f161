import { NO_MEMORY, type ScreenMemory } from "../../model/screen-memory.ts";
import type { View } from "./narrowing.ts";
import type { RepoId } from "./repositories.ts";
import { createScreenState, type ScreenState } from "./screen-state.ts";
import { UNFOLDED } from "./table-lines.ts";

/** What the command line asks a screen to show first; it goes before what is remembered. */
export interface Asking {
  /** "" for none. */
  readonly filter: string;
  readonly repo: RepoId | null;
}

/** The state to start with: as a person left it, but with what was asked for in sight. */
export function recallState(
  memory: ScreenMemory | null,
  views: readonly View[],
  { filter, repo }: Asking,
): ScreenState {
  const fresh = createScreenState(filter, repo);
  if (memory === null) return fresh;
  const { narrowing, sort, grouping, pinned, muted, unseen } = memory;
  const view = views.findIndex(({ name }) => name === narrowing.view);
  const isAsked = filter !== "" || repo !== null;
  return {
    ...fresh,
    narrowing: isAsked ? fresh.narrowing : { ...narrowing, view: view === -1 ? null : view },
    sort,
    arrangement: { grouping, folds: UNFOLDED, pinned: new Set(pinned) },
    attention: { mutes: new Map(muted), unseen: new Set(unseen) },
  };
}

/** The parts of a state that are remembered. */
type Remembered = Pick<ScreenState, "narrowing" | "sort" | "arrangement" | "attention">;

/** What to remember of a state. `lookedAt`: when a key was last pressed, ISO. */
export function toMemory(
  { narrowing, sort, arrangement, attention }: Remembered,
  views: readonly View[],
  lookedAt: string | null = NO_MEMORY.lookedAt,
): ScreenMemory {
  const { filter, view, repo, failing } = narrowing;
  return {
    narrowing: { filter, view: view === null ? null : (views[view]?.name ?? null), repo, failing },
    sort,
    grouping: arrangement.grouping,
    pinned: [...arrangement.pinned],
    muted: [...attention.mutes],
    unseen: [...attention.unseen],
    lookedAt,
  };
}
