import type { TerminalModes } from "../terminal/terminal-modes.ts";
import { type MouseEvent, readMouse } from "./read-mouse.ts";

/** Presses and the wheel (1000), in the form that knows no end of columns (1006). */
const ON = "\x1b[?1000h\x1b[?1006h";
const OFF = "\x1b[?1006l\x1b[?1000l";

/** Where mouse events come from. */
export interface MouseSource {
  /** Calls back for each event; returns the way to stop. */
  subscribe(listener: (event: MouseEvent) => void): () => void;
}

/** The input without the mouse, and the mouse. */
export interface MouseInput extends MouseSource {
  readonly stdin: NodeJS.ReadStream;
}

/**
 * Puts itself before a terminal's input: Ink drops what the mouse sends, so it is taken out here. The
 * mouse is on as long as Ink reads keys one by one, and off while another program has the terminal.
 */
export function createMouseInput(stdin: NodeJS.ReadStream, modes: TerminalModes): MouseInput {
  const listeners = new Set<(event: MouseEvent) => void>();
  let pending = "";

  function read(): string | null {
    for (;;) {
      const chunk: unknown = stdin.read();
      if (chunk === null) return null;
      const parts = readMouse(pending + String(chunk));
      pending = parts.pending;
      for (const event of parts.events) for (const listener of listeners) listener(event);
      if (parts.rest !== "") return parts.rest;
    }
  }

  function setRawMode(isRaw: boolean): void {
    stdin.setRawMode(isRaw);
    if (isRaw) modes.hold("mouse", ON, OFF);
    else modes.release("mouse");
  }

  const own: Readonly<Record<string | symbol, unknown>> = { read, setRawMode };
  return {
    stdin: new Proxy(stdin, {
      get(target, name) {
        const value: unknown = own[name] ?? Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
