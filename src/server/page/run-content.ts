import type { Caller } from "../auth/caller.ts";
import type { RunState } from "../desk/run-state.ts";
import type { FoundRun } from "../run-finder.ts";

/** What the page of a run shows. */
export interface RunContent extends FoundRun, RunState {
  readonly caller: Caller;
}
