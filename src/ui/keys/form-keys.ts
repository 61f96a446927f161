import type { KeyBinding, KeyContext } from "./key-binding.ts";

const FORM: readonly KeyContext[] = ["form"];

/** The keys over the form for a new run. */
export const FORM_KEYS: readonly KeyBinding[] = [
  {
    contexts: FORM,
    keys: ["tab", "down", "ctrl-n"],
    action: "down",
    help: "next field",
    foot: { label: "field", keys: ["up", "down"] },
  },
  {
    contexts: FORM,
    keys: ["shift-tab", "up", "ctrl-p"],
    action: "up",
    help: "previous field",
  },
  {
    contexts: FORM,
    keys: ["left", "ctrl-b"],
    action: "cursor-left",
    help: "a letter left, or the choice before",
    foot: { label: "choose", keys: ["left", "right"] },
    needs: "choices",
  },
  {
    contexts: FORM,
    keys: ["right", "ctrl-f"],
    action: "cursor-right",
    help: "a letter right, or the next choice",
  },
  {
    contexts: FORM,
    keys: ["return"],
    action: "accept",
    help: "next field; from the last one, start it",
    foot: { label: "next" },
  },
  { contexts: FORM, keys: ["ctrl-u"], action: "erase-line", help: "erase the field" },
  {
    contexts: FORM,
    keys: ["ctrl-s"],
    action: "submit",
    help: "start it",
    foot: { label: "start" },
  },
  {
    contexts: FORM,
    keys: ["escape"],
    action: "back",
    help: "leave the form",
    foot: { label: "leave" },
  },
];
