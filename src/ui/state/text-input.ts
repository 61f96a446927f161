/** A line of text being typed. */
export interface TextInput {
  /** Graphemes, so that no key ever takes half a letter. */
  readonly letters: readonly string[];
  /** Before which letter the next one goes. */
  readonly cursor: number;
}

/** What can be done to the line besides typing. */
export type TextEdit =
  | "erase"
  | "erase-next"
  | "erase-word"
  | "erase-line"
  | "cursor-left"
  | "cursor-right"
  | "cursor-start"
  | "cursor-end";

/** A line that holds `text`, the cursor at its end. */
export function startInput(text: string): TextInput {
  const letters = splitLetters(text);
  return { letters, cursor: letters.length };
}

/** The text of a line. */
export function readInput({ letters }: TextInput): string {
  return letters.join("");
}

/** Puts typed or pasted text in at the cursor, without line breaks and control characters. */
export function insertText({ letters, cursor }: TextInput, text: string): TextInput {
  const added = splitLetters(text.replace(/[\r\n\t]+/gu, " ").replace(/\p{Cc}/gu, ""));
  return {
    letters: [...letters.slice(0, cursor), ...added, ...letters.slice(cursor)],
    cursor: cursor + added.length,
  };
}

/** Does one edit. */
export function editText(input: TextInput, edit: TextEdit): TextInput {
  const { letters, cursor } = input;
  switch (edit) {
    case "erase":
      return eraseFrom(input, Math.max(0, cursor - 1));
    case "erase-next":
      return { letters: [...letters.slice(0, cursor), ...letters.slice(cursor + 1)], cursor };
    case "erase-word":
      return eraseFrom(input, findWordStart(letters, cursor));
    case "erase-line":
      return eraseFrom(input, 0);
    case "cursor-left":
      return { letters, cursor: Math.max(0, cursor - 1) };
    case "cursor-right":
      return { letters, cursor: Math.min(letters.length, cursor + 1) };
    case "cursor-start":
      return { letters, cursor: 0 };
    case "cursor-end":
      return { letters, cursor: letters.length };
  }
}

function eraseFrom({ letters, cursor }: TextInput, start: number): TextInput {
  return { letters: [...letters.slice(0, start), ...letters.slice(cursor)], cursor: start };
}

function findWordStart(letters: readonly string[], cursor: number): number {
  let at = cursor;
  while (at > 0 && letters[at - 1] === " ") at -= 1;
  while (at > 0 && letters[at - 1] !== " ") at -= 1;
  return at;
}

function splitLetters(text: string): readonly string[] {
  // The first segmenter takes a moment, and every screen starts with an empty line.
  if (text === "") return [];
  return [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
}
