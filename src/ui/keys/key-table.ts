/** Where a key works: over the table, while a filter is typed, in the list of repositories, in help. */
export type KeyContext = "table" | "filter" | "picker" | "help";

/** What a key does. */
export type KeyAction =
  | "up"
  | "down"
  | "top"
  | "bottom"
  | "half-page-up"
  | "half-page-down"
  | "page-up"
  | "page-down"
  | "filter"
  | "pick-repo"
  | "next-repo"
  | "previous-repo"
  | "toggle-failing"
  | "view"
  | "show-all"
  | "back"
  | "sort"
  | "reverse"
  | "refresh"
  | "open-browser"
  | "copy-url"
  | "help"
  | "quit"
  | "accept"
  | "erase"
  | "erase-next"
  | "erase-word"
  | "erase-line"
  | "cursor-left"
  | "cursor-right"
  | "cursor-start"
  | "cursor-end";

/** What must be there for a key to do anything. */
export type KeyNeed = "rows" | "pipelines" | "narrowed" | "views";

/** One line of the help, and what it answers to. */
export interface KeyBinding {
  readonly contexts: readonly KeyContext[];
  /** Names as `readKey` gives them. */
  readonly keys: readonly string[];
  readonly action: KeyAction;
  /** For the help: what it does. */
  readonly help: string;
  /** For the foot of the screen, where it is worth a place there. */
  readonly foot?: { readonly label: string; readonly keys?: readonly string[] };
  readonly needs?: KeyNeed;
}

const TABLE: readonly KeyContext[] = ["table"];
const TYPING: readonly KeyContext[] = ["filter", "picker"];
const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** Every key there is; help, footer and behaviour all come from here. The footer keeps this order. */
export const KEY_TABLE: readonly KeyBinding[] = [
  {
    contexts: ["table", "help"],
    keys: ["j", "down"],
    action: "down",
    help: "next row",
    foot: { label: "move", keys: ["up", "down"] },
    needs: "rows",
  },
  { contexts: ["table", "help"], keys: ["k", "up"], action: "up", help: "previous row" },
  { contexts: ["table", "help"], keys: ["g", "home"], action: "top", help: "first row, and stay" },
  { contexts: ["table", "help"], keys: ["G", "end"], action: "bottom", help: "last row" },
  { contexts: TABLE, keys: ["ctrl-d"], action: "half-page-down", help: "half a page down" },
  { contexts: TABLE, keys: ["ctrl-u"], action: "half-page-up", help: "half a page up" },
  {
    contexts: ["table", "help"],
    keys: ["pagedown", "ctrl-f"],
    action: "page-down",
    help: "a page down",
  },
  { contexts: ["table", "help"], keys: ["pageup", "ctrl-b"], action: "page-up", help: "a page up" },
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
    contexts: TABLE,
    keys: ["o"],
    action: "open-browser",
    help: "open in the browser",
    foot: { label: "browser" },
    needs: "rows",
  },
  {
    contexts: TABLE,
    keys: ["y"],
    action: "copy-url",
    help: "copy the address",
    foot: { label: "copy" },
    needs: "rows",
  },
  { contexts: TABLE, keys: ["s"], action: "sort", help: "sort by the next column" },
  { contexts: TABLE, keys: ["S"], action: "reverse", help: "reverse the order" },
  {
    contexts: TABLE,
    keys: ["r"],
    action: "refresh",
    help: "ask the servers now",
    foot: { label: "refresh" },
  },
  {
    contexts: ["table", "help"],
    keys: ["escape"],
    action: "back",
    help: "close, else clear step by step",
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
    contexts: TYPING,
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
  { contexts: TYPING, keys: ["ctrl-w"], action: "erase-word", help: "erase a word" },
  { contexts: TYPING, keys: ["backspace", "ctrl-h"], action: "erase", help: "erase a letter" },
  { contexts: TYPING, keys: ["delete"], action: "erase-next", help: "erase the next letter" },
  { contexts: TYPING, keys: ["left", "ctrl-b"], action: "cursor-left", help: "a letter left" },
  { contexts: TYPING, keys: ["right", "ctrl-f"], action: "cursor-right", help: "a letter right" },
  { contexts: TYPING, keys: ["home", "ctrl-a"], action: "cursor-start", help: "to the start" },
  { contexts: TYPING, keys: ["end", "ctrl-e"], action: "cursor-end", help: "to the end" },
  {
    contexts: ["table", "help"],
    keys: ["?"],
    action: "help",
    help: "this help",
    foot: { label: "help" },
  },
  {
    contexts: ["table", "help"],
    keys: ["q"],
    action: "quit",
    help: "quit",
    foot: { label: "quit" },
  },
  {
    contexts: ["table", "filter", "picker", "help"],
    keys: ["ctrl-c"],
    action: "quit",
    help: "quit at once",
  },
];

/** What a key does in a context, or null. */
export function findAction(context: KeyContext, key: string): KeyAction | null {
  const binding = KEY_TABLE.find(
    ({ contexts, keys }) => contexts.includes(context) && keys.includes(key),
  );
  return binding?.action ?? null;
}
