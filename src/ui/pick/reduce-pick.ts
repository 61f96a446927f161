import {
  editText,
  insertText,
  startInput,
  type TextEdit,
  type TextInput,
} from "../state/text-input.ts";

/** A list to choose from, as it stands. */
export interface PickState {
  /** What is typed to narrow the list. */
  readonly input: TextInput;
  /** Which of the entries that match the keys act on. */
  readonly cursor: number;
  /** Indexes of the entries chosen. */
  readonly chosen: ReadonlySet<number>;
}

/** What a key does to it. */
export type PickAction =
  | { readonly type: "type"; readonly text: string }
  | { readonly type: "edit"; readonly edit: TextEdit }
  | { readonly type: "move"; readonly by: number }
  | { readonly type: "toggle" }
  | { readonly type: "toggle-shown" };

/** A list of which these entries are chosen already. */
export function startPick(chosen: Iterable<number>): PickState {
  return { input: startInput(""), cursor: 0, chosen: new Set(chosen) };
}

/** The next state; `shown` are the indexes of the entries that match, in the order they are drawn in. */
export function reducePick(
  state: PickState,
  action: PickAction,
  shown: readonly number[],
): PickState {
  switch (action.type) {
    case "type":
      return { ...state, input: insertText(state.input, action.text), cursor: 0 };
    case "edit":
      return { ...state, input: editText(state.input, action.edit), cursor: 0 };
    case "move":
      return { ...state, cursor: clamp(state.cursor + action.by, shown.length) };
    case "toggle":
      return {
        ...state,
        chosen: toggle(state.chosen, shown.slice(state.cursor, state.cursor + 1)),
      };
    case "toggle-shown":
      return { ...state, chosen: toggle(state.chosen, shown) };
  }
}

/** What enter takes: all that is chosen, else the entry the keys act on. */
export function takePicked(
  { chosen, cursor }: PickState,
  shown: readonly number[],
): readonly number[] {
  return chosen.size > 0 ? [...chosen].sort((a, b) => a - b) : shown.slice(cursor, cursor + 1);
}

/** Takes all of them in, or out where all are in already. */
function toggle(chosen: ReadonlySet<number>, indexes: readonly number[]): ReadonlySet<number> {
  const next = new Set(chosen);
  const isFull = indexes.every((index) => chosen.has(index));
  for (const index of indexes) {
    if (isFull) next.delete(index);
    else next.add(index);
  }
  return next;
}

function clamp(cursor: number, length: number): number {
  return Math.max(0, Math.min(cursor, length - 1));
}
