import { type FormView, findProblem, toOrder, withValue } from "../form/form-view.ts";
import type { KeyAction } from "../keys/key-binding.ts";
import { askStart } from "./ask.ts";
import type { ScreenState } from "./screen-state.ts";
import { editText, insertText, readInput, startInput } from "./text-input.ts";

/** What a key does over the form for a new run; the same state where it does nothing. */
export function reduceFormKey(state: ScreenState, action: KeyAction): ScreenState {
  const { form: view } = state;
  if (!view) return state;
  switch (action) {
    case "up":
      return withForm(state, step(view, -1));
    case "down":
      return withForm(state, step(view, 1));
    case "accept":
      return view.at < view.fields.length - 1
        ? withForm(state, step(view, 1))
        : submit(state, view);
    case "submit":
      return submit(state, view);
    case "back":
      return closeForm(state);
    case "cursor-left":
      return withForm(state, choose(view, -1) ?? edit(view, action));
    case "cursor-right":
      return withForm(state, choose(view, 1) ?? edit(view, action));
    case "erase":
    case "erase-next":
    case "erase-word":
    case "erase-line":
    case "cursor-start":
    case "cursor-end":
      return withForm(state, edit(view, action));
    default:
      return state;
  }
}

/** What typed or pasted text does over the form: it is put in, or picks among what can be chosen. */
export function typeIntoForm(state: ScreenState, text: string): ScreenState {
  const { form: view } = state;
  const field = view?.fields[view.at];
  if (!view || !field) return state;
  const { choices } = field;
  if (choices.length === 0) {
    return withForm(state, withValue(view, insertText(field.value, text)));
  }
  // Several spaces may come in one go.
  if (text.trim() === "") {
    return withForm(
      state,
      [...text].reduce<FormView>((one) => choose(one, 1) ?? one, view),
    );
  }
  return withForm(state, pick(view, choices, text.toLowerCase()));
}

/** Leaves the form for what it was opened over. */
export function closeForm(state: ScreenState): ScreenState {
  return { ...state, mode: state.form?.from ?? "table", before: "table", form: null };
}

function withForm(state: ScreenState, form: FormView): ScreenState {
  return form === state.form ? state : { ...state, form };
}

function step(view: FormView, by: 1 | -1): FormView {
  const count = view.fields.length;
  return { ...view, at: (view.at + by + count) % count };
}

function edit(view: FormView, action: Parameters<typeof editText>[1]): FormView {
  const field = view.fields[view.at];
  if (!field || field.choices.length > 0) return view;
  return withValue(view, editText(field.value, action));
}

// Null where the value is typed.
function choose(view: FormView, by: 1 | -1): FormView | null {
  const field = view.fields[view.at];
  const choices = field?.choices ?? [];
  if (!field || choices.length === 0) return null;
  const at = choices.indexOf(readInput(field.value));
  const next = choices[(at + by + choices.length) % choices.length];
  return next === undefined ? view : withValue(view, startInput(next));
}

// The next one that begins so; of a boolean also by yes and no.
function pick(view: FormView, choices: readonly string[], text: string): FormView {
  const field = view.fields[view.at];
  if (!field) return view;
  const word = field.type === "boolean" ? text.replace(/^y.*/u, "t").replace(/^n.*/u, "f") : text;
  const at = choices.indexOf(readInput(field.value));
  const turned = [...choices.slice(at + 1), ...choices.slice(0, at + 1)];
  const found = turned.find((choice) => choice.toLowerCase().startsWith(word));
  return found === undefined ? view : withValue(view, startInput(found));
}

function submit(state: ScreenState, view: FormView): ScreenState {
  const problem = findProblem(view);
  if (problem !== null) {
    return withForm(state, { ...view, problem, at: problem.at ?? view.at });
  }
  const ask = askStart(view.run, toOrder(view), view.marked);
  return { ...state, mode: "confirm", before: "form", ask, form: { ...view, problem: null } };
}
