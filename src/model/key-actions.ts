/**
 * What the configuration can put on another key, by names that stay. What is typed and how a question
 * is answered keep their keys; so do the digits, and ctrl-c, which always quits.
 */
export const KEY_ACTIONS = [
  "up",
  "down",
  "top",
  "bottom",
  "half-page-up",
  "half-page-down",
  "page-up",
  "page-down",
  "open",
  "open-log",
  "expand",
  "collapse",
  "back",
  "rerun",
  "cancel-run",
  "open-gate",
  "trigger",
  "mark",
  "filter",
  "pick-repo",
  "next-repo",
  "previous-repo",
  "toggle-failing",
  "show-all",
  "sort",
  "reverse",
  "group",
  "fold-all",
  "pin",
  "mute",
  "refresh",
  "open-browser",
  "copy-url",
  "toggle-preview",
  "search",
  "next-match",
  "previous-match",
  "next-error",
  "save-log",
  "page-log",
  "toggle-wrap",
  "toggle-times",
  "toggle-folds",
  "help",
  "quit",
] as const;

/** One of {@link KEY_ACTIONS}. */
export type NamedAction = (typeof KEY_ACTIONS)[number];

/** The keys a person wants for some actions, in place of the built-in ones. */
export type KeyMap = Readonly<Partial<Record<NamedAction, readonly string[]>>>;

/** Two actions that one key would mean in the same place. */
export interface KeyConflict {
  /** The action of the configuration at fault. */
  readonly action: NamedAction;
  /** What is wrong, without a full stop. */
  readonly message: string;
}
