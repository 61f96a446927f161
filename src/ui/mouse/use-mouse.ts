import { useEffect, useRef } from "react";
import type { KeyAction } from "../keys/key-binding.ts";
import type { ScreenLine } from "../screen/screen-style.ts";
import type { ScreenStateHandle } from "../screen/use-screen-state.ts";
import { findClicked } from "../state/click.ts";
import type { MouseSource } from "./mouse-input.ts";

/** How many rows a notch of the wheel is worth. */
const WHEEL_ROWS = 3;

/** What the mouse acts on. */
export interface MouseTarget {
  /** What was drawn last, from the top of the terminal. */
  readonly lines: readonly ScreenLine[];
  /** Does what a key would do. */
  readonly onAction: (action: KeyAction) => void;
}

/** The wheel moves; a click selects a row or a view, and opens what is already selected. */
export function useMouse(
  source: MouseSource | undefined,
  target: MouseTarget,
  { read, send }: ScreenStateHandle,
): void {
  const latest = useRef(target);
  useEffect(() => {
    latest.current = target;
  });
  useEffect(
    () =>
      source?.subscribe((event) => {
        const { lines, onAction } = latest.current;
        if (event.type === "wheel") {
          for (let row = 0; row < WHEEL_ROWS; row += 1) onAction(event.step < 0 ? "up" : "down");
          return;
        }
        const line = lines[event.row - 1];
        const { column } = event;
        const spot = line?.spots?.find(({ from, to }) => from <= column && column <= to);
        if (spot) return send({ type: "show", choice: spot.shows });
        const clicked = line === undefined ? null : findClicked(read(), line.key);
        if (clicked === null) return;
        if (clicked.opens) onAction(clicked.opens);
        else send({ type: "click", line: clicked.line });
      }),
    [source, read, send],
  );
}
