import type { Grouping } from "./group.ts";
import type { SortOrder } from "./sort.ts";

/** What of a screen is remembered from one start to the next; it holds no credential. */
export interface ScreenMemory {
  /** What takes rows out of sight. */
  readonly narrowing: {
    readonly filter: string;
    /** The name of a view. */
    readonly view: string | null;
    readonly repo: { readonly source: string | null; readonly repo: string } | null;
    readonly failing: boolean;
  };
  readonly sort: SortOrder;
  readonly grouping: Grouping;
  /** Keys of pipelines that stand first. */
  readonly pinned: readonly string[];
  /** Keys of pipelines that are muted, each with the run that passed last then; null: none did. */
  readonly muted: readonly (readonly [key: string, passed: string | null])[];
  /** Keys of pipelines in which something happened that nobody has looked at. */
  readonly unseen: readonly string[];
  /** When a person last pressed a key, ISO; null where that is unknown. */
  readonly lookedAt: string | null;
}

/** Who remembers nothing. */
export const NO_MEMORY: ScreenMemory = {
  narrowing: { filter: "", view: null, repo: null, failing: false },
  sort: { column: "urgency", reversed: false },
  grouping: "none",
  pinned: [],
  muted: [],
  unseen: [],
  lookedAt: null,
};

/**
 * What is to be kept where several screens share a memory: of each part what this screen has changed
 * since `before`, else what the others have left.
 */
export function mergeMemories(
  before: ScreenMemory,
  own: ScreenMemory,
  others: ScreenMemory,
): ScreenMemory {
  const pick = <Part extends keyof ScreenMemory>(part: Part): ScreenMemory[Part] =>
    JSON.stringify(own[part]) === JSON.stringify(before[part]) ? others[part] : own[part];
  return {
    narrowing: pick("narrowing"),
    sort: pick("sort"),
    grouping: pick("grouping"),
    pinned: pick("pinned"),
    muted: pick("muted"),
    unseen: pick("unseen"),
    lookedAt: pick("lookedAt"),
  };
}
