import type { Narrowing, ViewChoice } from "./narrowing.ts";
import { stepRepository } from "./repositories.ts";
import type { KeyWorld, ScreenState } from "./screen-state.ts";
import { readInput, type TextInput } from "./text-input.ts";

/** Narrows the rows otherwise. */
export function narrow(state: ScreenState, narrowing: Narrowing): ScreenState {
  return { ...state, narrowing };
}

/** Shows the rows of a view, or all where it is the one that is shown. */
export function toggleView(state: ScreenState, index: number): ScreenState {
  const view = state.narrowing.view === index ? null : index;
  return narrow({ ...state, notice: null }, { ...state.narrowing, view });
}

/** Shows what a tab stands for and no other tab's; what else hides rows stays. */
export function showTab(state: ScreenState, choice: ViewChoice): ScreenState {
  const failing = choice === "failing";
  const view = typeof choice === "number" ? choice : null;
  return narrow({ ...state, notice: null }, { ...state.narrowing, view, failing });
}

/** Goes on to the next repository, or back to the one before. */
export function stepTo(state: ScreenState, step: 1 | -1, { repositories }: KeyWorld): ScreenState {
  const repo = stepRepository(repositories, state.narrowing.repo, step);
  return narrow(state, { ...state.narrowing, repo });
}

/** Takes the line as typed: a filter takes effect at once, in the list of repositories it starts anew. */
export function typeText(state: ScreenState, input: TextInput): ScreenState {
  if (state.mode === "search") return { ...state, input };
  if (state.mode === "picker") return { ...state, input, picked: readInput(input) === "" ? 0 : 1 };
  return narrow({ ...state, input }, { ...state.narrowing, filter: readInput(input) });
}

/** Takes what is selected in the list of repositories, or the filter as it is. */
export function accept(state: ScreenState, { found }: KeyWorld): ScreenState {
  const closed: ScreenState = { ...state, mode: "table" };
  if (state.mode !== "picker" || (found.length === 0 && state.picked > 0)) return closed;
  const choice = found[Math.min(state.picked, found.length) - 1];
  const repo = choice ? { source: choice.source, repo: choice.repo } : null;
  return narrow(closed, { ...state.narrowing, repo });
}
