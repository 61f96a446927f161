import type { Key } from "ink";

const SPECIAL: readonly (readonly [keyof Key, string])[] = [
  ["upArrow", "up"],
  ["downArrow", "down"],
  ["leftArrow", "left"],
  ["rightArrow", "right"],
  ["pageUp", "pageup"],
  ["pageDown", "pagedown"],
  ["home", "home"],
  ["end", "end"],
  ["return", "return"],
  ["escape", "escape"],
  ["tab", "tab"],
  ["backspace", "backspace"],
  ["delete", "delete"],
];

/** A key by its name, or text that was typed or pasted. */
export type KeyInput =
  | { readonly kind: "key"; readonly name: string }
  | { readonly kind: "text"; readonly text: string };

/** Gives what Ink heard a name: `j`, `ctrl-d`, `pageup`; null for what cimon has no use for. */
function readKey(input: string, key: Key): KeyInput | null {
  if (key.eventType === "release") return null;
  const special = SPECIAL.find(([flag]) => key[flag]);
  if (special) {
    const isBack = key.tab && key.shift;
    return { kind: "key", name: isBack ? "shift-tab" : special[1] };
  }
  if (input === "" || key.meta) return null;
  return key.ctrl ? { kind: "key", name: `ctrl-${input}` } : { kind: "text", text: input };
}

/** {@link readKey}, with text that was typed taken apart by {@link splitTyped}. */
export function readKeys(input: string, key: Key): readonly KeyInput[] {
  const heard = readKey(input, key);
  if (heard === null) return [];
  return heard.kind === "key" ? [heard] : splitTyped(heard.text);
}

const KEYS_IN_TEXT: Readonly<Record<string, string>> = {
  "\r": "return",
  "\n": "return",
  "\t": "tab",
  "\b": "backspace",
  "\u007f": "backspace",
};

/**
 * Takes apart what came in one go although it was typed: a slow line delivers several keys at once,
 * and the Enter among them is a key. What was pasted never comes this way.
 */
export function splitTyped(text: string): readonly KeyInput[] {
  return text
    .split(/([\u0001-\u001a\u007f])/u)
    .filter((part) => part !== "")
    .map((part) => {
      const name = KEYS_IN_TEXT[part] ?? readControl(part);
      return name === null ? { kind: "text", text: part } : { kind: "key", name };
    });
}

// ctrl and a letter is one of the first 26 characters, in their order.
function readControl(part: string): string | null {
  const code = part.codePointAt(0) ?? 0;
  return code >= 1 && code <= 26 ? `ctrl-${String.fromCodePoint(code + 96)}` : null;
}
