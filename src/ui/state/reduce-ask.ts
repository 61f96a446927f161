import type { KeyAction } from "../keys/key-binding.ts";
import { clearMarks } from "./marks.ts";
import { closeForm } from "./reduce-form.ts";
import type { Asked, ScreenState } from "./screen-state.ts";

/** What a key does where an answer is wanted; what the answer leads to is done outside. */
export function reduceAnswer(state: ScreenState, action: KeyAction): ScreenState {
  const { ask, before } = state;
  const isYes = ask?.choices.some(({ key }) => key === action) ?? false;
  if (!isYes && action !== "back") return state;
  const closed: ScreenState = { ...state, mode: before, before: "table", ask: null };
  if (!isYes) return closed;
  const left = closed.form ? closeForm(closed) : closed;
  return ask?.isForMarks ? clearMarks(left) : left;
}

/**
 * What was asked for and not answered yet: a run that has changed in any way says more than what it was
 * asked for.
 */
export function dropAnswered(
  asked: ScreenState["asked"],
  rows: ScreenState["rows"],
): ScreenState["asked"] {
  if (asked.size === 0) return asked;
  const answered = rows.filter(({ key, latest }) => {
    const one = asked.get(key);
    return one !== undefined && one.run !== latest;
  });
  if (answered.length === 0) return asked;
  const left = new Map(asked);
  for (const { key } of answered) left.delete(key);
  return left;
}

/** Notes what a pipeline was asked for; null where that is over. */
export function markAsked(state: ScreenState, key: string, asked: Asked | null): ScreenState {
  if (asked === null && !state.asked.has(key)) return state;
  const next = new Map(state.asked);
  if (asked === null) next.delete(key);
  else next.set(key, asked);
  return { ...state, asked: next };
}
