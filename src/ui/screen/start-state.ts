import { recallState } from "../state/remember.ts";
import type { ScreenState } from "../state/screen-state.ts";
import type { ScreenSettings } from "./screen-settings.ts";
import type { Keepsake } from "./use-memory.ts";

/** The state a screen begins with: what is asked for goes before what is remembered. */
export function startState(
  { initialFilter = "", repo, views }: ScreenSettings,
  keepsake: Keepsake | undefined,
): ScreenState {
  const asked = repo === undefined ? null : { source: null, repo };
  return recallState(keepsake?.memory ?? null, views, { filter: initialFilter, repo: asked });
}
