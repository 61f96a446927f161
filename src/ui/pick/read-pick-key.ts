import type { TextEdit } from "../state/text-input.ts";
import type { PickAction } from "./reduce-pick.ts";

const EDITS: Readonly<Record<string, TextEdit>> = {
  backspace: "erase",
  delete: "erase",
  "ctrl-w": "erase-word",
  "ctrl-u": "erase-line",
  left: "cursor-left",
  right: "cursor-right",
  home: "cursor-start",
  end: "cursor-end",
};

const MOVES: Readonly<Record<string, number>> = {
  up: -1,
  "ctrl-p": -1,
  down: 1,
  "ctrl-n": 1,
  pageup: -10,
  pagedown: 10,
};

/** What a key means while choosing; null for one that means nothing or ends it. */
export function readPickKey(name: string): PickAction | null {
  const edit = EDITS[name];
  if (edit !== undefined) return { type: "edit", edit };
  const by = MOVES[name];
  if (by !== undefined) return { type: "move", by };
  if (name === "tab") return { type: "toggle" };
  return name === "ctrl-a" ? { type: "toggle-shown" } : null;
}
