/** What a hand did with the mouse; rows and columns count from 1 at the top left of the terminal. */
export type MouseEvent =
  | { readonly type: "press"; readonly row: number; readonly column: number }
  | { readonly type: "wheel"; readonly step: 1 | -1 };

/** Input taken apart. */
interface MouseParts {
  readonly events: readonly MouseEvent[];
  /** What is for the keyboard. */
  readonly rest: string;
  /** The beginning of a sequence whose end has not come yet. */
  readonly pending: string;
}

/** SGR mode (1006): button, column, row; M for down, m for up. */
const SEQUENCE = /\x1b\[<(\d{1,4});(\d{1,6});(\d{1,6})([Mm])/gu;
const BEGINNING = /\x1b\[<[\d;]{0,20}$/u;

/** Bits of a button that only tell of shift, alt and ctrl. */
const MODIFIERS = 4 | 8 | 16;

/** Takes the sequences of the mouse out of what a terminal sent. */
export function readMouse(input: string): MouseParts {
  const events: MouseEvent[] = [];
  const keys = input.replace(
    SEQUENCE,
    (_all, button: string, column: string, row: string, end: string) => {
      const place = { row: Number(row), column: Number(column) };
      const event = toEvent(Number(button) & ~MODIFIERS, place, end === "M");
      if (event) events.push(event);
      return "";
    },
  );
  const pending = BEGINNING.exec(keys)?.[0] ?? "";
  return { events, rest: keys.slice(0, keys.length - pending.length), pending };
}

interface Place {
  readonly row: number;
  readonly column: number;
}

function toEvent(button: number, place: Place, isDown: boolean): MouseEvent | null {
  if (button === 64) return { type: "wheel", step: -1 };
  if (button === 65) return { type: "wheel", step: 1 };
  return button === 0 && isDown ? { type: "press", ...place } : null;
}
