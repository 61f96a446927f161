import type { KeyAction, KeyBinding, KeyContext } from "./key-binding.ts";

const SHOWN: Readonly<Record<string, string>> = {
  up: "↑",
  down: "↓",
  left: "←",
  right: "→",
  pageup: "PgUp",
  pagedown: "PgDn",
  return: "⏎",
  escape: "esc",
  "shift-tab": "⇧tab",
  backspace: "⌫",
  delete: "del",
  " ": "space",
};

const SHOWN_ASCII: Readonly<Record<string, string>> = {
  ...SHOWN,
  up: "up",
  down: "down",
  left: "left",
  right: "right",
  return: "enter",
  "shift-tab": "shift-tab",
  backspace: "backspace",
};

/** The first key of an action in a context, as it is shown; "" where it has none. */
export function showActionKey(
  { keyTable, ascii }: { readonly keyTable: readonly KeyBinding[]; readonly ascii: boolean },
  context: KeyContext,
  action: KeyAction,
): string {
  const binding = keyTable.find((one) => one.action === action && one.contexts.includes(context));
  return showKeys(binding?.keys.slice(0, 1) ?? [], ascii);
}

/** Several keys as they are shown: `1…9` for a range, signs together, words apart. */
export function showKeys(names: readonly string[], ascii: boolean): string {
  const isRange = names.length > 3 && names.every((name) => /^\d$/u.test(name));
  if (isRange) return [names[0], names.at(-1)].join(ascii ? ".." : "…");
  const shown = names.map((name) => (ascii ? SHOWN_ASCII : SHOWN)[name] ?? name);
  return shown.join(shown.every((name) => /^[↑↓←→]$/u.test(name)) ? "" : " ");
}
