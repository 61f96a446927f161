import { useInput, usePaste } from "ink";
import type { KeyAction, KeyBinding, KeyContext } from "../keys/key-binding.ts";
import { findAction } from "../keys/key-table.ts";
import { readKeys } from "../keys/read-key.ts";

/** What hears the keys. */
export interface KeyListener {
  /** What the keys mean. */
  readonly table: readonly KeyBinding[];
  /** The context of this moment: a key may have changed it since the last frame. */
  readContext(): KeyContext;
  onAction(action: KeyAction, key: string): void;
  onText(text: string): void;
}

/** Turns what is typed into actions, or into text where text is being typed. */
export function useKeys({ table, readContext, onAction, onText }: KeyListener): void {
  const hear = (name: string): void => {
    const action = findAction(table, readContext(), name);
    if (action) onAction(action, name);
    else if (isTyping(readContext()) && [...name].length === 1) onText(name);
  };
  const hearText = (text: string): void => {
    if (isTyping(readContext())) onText(text);
    else for (const { segment } of new Intl.Segmenter().segment(text)) hear(segment);
  };
  useInput((input, key) => {
    for (const heard of readKeys(input, key)) {
      if (heard.kind === "key") hear(heard.name);
      else hearText(heard.text);
    }
  });
  // A paste is text, whatever keys it would be: it never runs commands.
  usePaste((text) => {
    if (isTyping(readContext())) onText(text);
  });
}

function isTyping(context: KeyContext): boolean {
  return context === "filter" || context === "picker" || context === "search" || context === "form";
}
