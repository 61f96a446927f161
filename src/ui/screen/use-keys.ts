import { useInput } from "ink";
import { findAction, type KeyAction, type KeyContext } from "../keys/key-table.ts";
import { readKey } from "../keys/read-key.ts";

/** What hears the keys. */
export interface KeyListener {
  /** The context of this moment: a key may have changed it since the last frame. */
  readContext(): KeyContext;
  onAction(action: KeyAction, key: string): void;
  onText(text: string): void;
}

/** Turns what is typed into actions, or into text where text is being typed. */
export function useKeys({ readContext, onAction, onText }: KeyListener): void {
  const hear = (name: string): void => {
    const action = findAction(readContext(), name);
    if (action) onAction(action, name);
    else if (isTyping(readContext()) && [...name].length === 1) onText(name);
  };
  useInput((input, key) => {
    const heard = readKey(input, key);
    if (heard?.kind === "key") hear(heard.name);
    else if (heard && isTyping(readContext())) onText(heard.text);
    else if (heard)
      for (const { segment } of new Intl.Segmenter().segment(heard.text)) hear(segment);
  });
}

function isTyping(context: KeyContext): boolean {
  return context === "filter" || context === "picker";
}
