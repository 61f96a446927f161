import { FORM_KEYS } from "./form-keys.ts";
import type { KeyAction, KeyBinding, KeyContext } from "./key-binding.ts";
import { LOG_KEYS, RUN_KEYS } from "./run-keys.ts";
import { TABLE_KEYS } from "./table-keys.ts";

const TABLE: readonly KeyContext[] = ["table"];
const TYPING: readonly KeyContext[] = ["filter", "picker", "search"];
const EDITING: readonly KeyContext[] = [...TYPING, "form"];
const LISTS: readonly KeyContext[] = ["table", "help", "run", "log"];
const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** Every key there is; help, footer and behaviour all come from here. The footer keeps this order. */
export const KEY_TABLE: readonly KeyBinding[] = [
  {
    contexts: LISTS,
    keys: ["j", "down"],
    action: "down",
    help: "next row",
    foot: { label: "move", keys: ["up", "down"] },
    needs: "rows",
  },
  { contexts: LISTS, keys: ["k", "up"], action: "up", help: "previous row" },
  { contexts: LISTS, keys: ["g", "home"], action: "top", help: "first row, and stay" },
  { contexts: LISTS, keys: ["G", "end"], action: "bottom", help: "last row" },
  {
    contexts: ["table", "run", "log"],
    keys: ["ctrl-d"],
    action: "half-page-down",
    help: "half a page down",
  },
  {
    contexts: ["table", "run", "log"],
    keys: ["ctrl-u"],
    action: "half-page-up",
    help: "half a page up",
  },
  {
    contexts: LISTS,
    keys: ["pagedown", "ctrl-f"],
    action: "page-down",
    help: "a page down",
  },
  { contexts: LISTS, keys: ["pageup", "ctrl-b"], action: "page-up", help: "a page up" },
  ...RUN_KEYS,
  ...LOG_KEYS,
  ...FORM_KEYS,
  {
    contexts: TABLE,
    keys: ["/"],
    action: "filter",
    help: "filter while you type",
    foot: { label: "filter" },
    needs: "pipelines",
  },
  {
    contexts: TABLE,
    keys: ["f"],
    action: "pick-repo",
    help: "choose a repository",
    foot: { label: "repo" },
    needs: "pipelines",
  },
  { contexts: TABLE, keys: ["]"], action: "next-repo", help: "next repository" },
  { contexts: TABLE, keys: ["["], action: "previous-repo", help: "previous repository" },
  {
    contexts: TABLE,
    keys: ["!"],
    action: "toggle-failing",
    help: "failing rows only",
    foot: { label: "failing" },
    needs: "pipelines",
  },
  { contexts: TABLE, keys: DIGITS, action: "view", help: "a view of the configuration" },
  {
    contexts: TABLE,
    keys: ["0"],
    action: "show-all",
    help: "show all rows",
    foot: { label: "all" },
    needs: "narrowed",
  },
  {
    contexts: ["table", "run", "log"],
    keys: ["o"],
    action: "open-browser",
    help: "open in the browser",
    foot: { label: "browser" },
    needs: "rows",
  },
  {
    contexts: ["table", "run", "log"],
    keys: ["y"],
    action: "copy-url",
    help: "copy the address",
    foot: { label: "copy" },
    needs: "rows",
  },
  {
    contexts: TABLE,
    keys: ["v"],
    action: "toggle-preview",
    help: "show the selected run beside the rows, or not",
  },
  ...TABLE_KEYS,
  {
    contexts: ["table", "run", "log"],
    keys: ["r"],
    action: "refresh",
    help: "ask the servers now",
    foot: { label: "refresh" },
  },
  {
    contexts: TABLE,
    keys: ["escape"],
    action: "back",
    help: "clear step by step: marks, filter, view",
  },
  {
    contexts: TYPING,
    keys: ["return"],
    action: "accept",
    help: "accept",
    foot: { label: "accept" },
  },
  { contexts: TYPING, keys: ["escape"], action: "back", help: "cancel", foot: { label: "cancel" } },
  {
    contexts: ["filter", "picker"],
    keys: ["up", "ctrl-p"],
    action: "up",
    help: "previous row",
    foot: { label: "move", keys: ["up", "down"] },
  },
  { contexts: TYPING, keys: ["down", "ctrl-n"], action: "down", help: "next row" },
  { contexts: TYPING, keys: ["pagedown"], action: "page-down", help: "a page down" },
  { contexts: TYPING, keys: ["pageup"], action: "page-up", help: "a page up" },
  {
    contexts: TYPING,
    keys: ["ctrl-u"],
    action: "erase-line",
    help: "erase the line",
    foot: { label: "erase" },
  },
  { contexts: EDITING, keys: ["ctrl-w"], action: "erase-word", help: "erase a word" },
  { contexts: EDITING, keys: ["backspace", "ctrl-h"], action: "erase", help: "erase a letter" },
  { contexts: EDITING, keys: ["delete"], action: "erase-next", help: "erase the next letter" },
  { contexts: TYPING, keys: ["left", "ctrl-b"], action: "cursor-left", help: "a letter left" },
  { contexts: TYPING, keys: ["right", "ctrl-f"], action: "cursor-right", help: "a letter right" },
  { contexts: EDITING, keys: ["home", "ctrl-a"], action: "cursor-start", help: "to the start" },
  { contexts: EDITING, keys: ["end", "ctrl-e"], action: "cursor-end", help: "to the end" },
  {
    contexts: LISTS,
    keys: ["?"],
    action: "help",
    help: "this help",
    foot: { label: "help" },
  },
  {
    contexts: LISTS,
    keys: ["q"],
    action: "quit",
    help: "quit",
    foot: { label: "quit" },
  },
  {
    contexts: ["table", "filter", "picker", "help", "run", "log", "search", "form", "confirm"],
    keys: ["ctrl-c"],
    action: "quit",
    help: "quit at once",
  },
];

/** What a key does in a context by a table, or null. */
export function findAction(
  table: readonly KeyBinding[],
  context: KeyContext,
  key: string,
): KeyAction | null {
  const binding = table.find(
    ({ contexts, keys }) => contexts.includes(context) && keys.includes(key),
  );
  return binding?.action ?? null;
}
