/**
 * Where a key works: over the table, while a filter is typed, in the list of repositories, in help,
 * over an open run, over a log, while something to find in it is typed, over the form for a new run, and
 * where an answer is wanted.
 */
export type KeyContext =
  | "table"
  | "filter"
  | "picker"
  | "help"
  | "run"
  | "log"
  | "search"
  | "form"
  | "confirm";

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
  | "group"
  | "fold-all"
  | "pin"
  | "mute"
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
  | "cursor-end"
  | "open"
  | "open-log"
  | "save-log"
  | "page-log"
  | "toggle-preview"
  | "expand"
  | "collapse"
  | "rerun"
  | "cancel-run"
  | "open-gate"
  | "trigger"
  | "mark"
  | "submit"
  | "yes"
  | "all"
  | "failed-only"
  | "search"
  | "next-match"
  | "previous-match"
  | "next-error"
  | "toggle-times"
  | "toggle-folds"
  | "toggle-wrap";

/** What must be there for a key to do anything. */
export type KeyNeed =
  | "rows"
  | "pipelines"
  | "narrowed"
  | "views"
  | "jobs"
  | "log"
  | "whole-log"
  | "rerun"
  | "cancel"
  | "gate"
  | "trigger"
  | "choices"
  | "marks"
  | "yes"
  | "parts"
  | "header";

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
