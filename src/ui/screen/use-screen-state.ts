import { useCallback, useLayoutEffect, useReducer, useRef } from "react";
import { reduceScreen } from "../state/reduce-screen.ts";
import type { ScreenEvent, ScreenState } from "../state/screen-state.ts";

/** The screen's state and the way to change it. */
export interface ScreenStateHandle {
  /** The state at this moment, also between two keys that came in one go. */
  read(): ScreenState;
  send(event: ScreenEvent): void;
  /** The state over the rows that are about to be drawn, kept once they are. */
  settle(rows: Omit<ScreenEvent & { readonly type: "rows" }, "type">): ScreenState;
}

/**
 * Keeps the state beside React rather than in it: several keys can arrive before the next frame, and
 * each must see what the one before it did.
 */
export function useScreenState(create: () => ScreenState): ScreenStateHandle {
  const current = useRef<ScreenState | null>(null);
  const settled = useRef<ScreenState | null>(null);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  current.current ??= create();
  const read = useCallback(() => current.current ?? create(), [create]);
  const send = useCallback(
    (event: ScreenEvent) => {
      const before = read();
      const after = reduceScreen(before, event);
      if (after === before) return;
      current.current = after;
      redraw();
    },
    [read],
  );
  useLayoutEffect(() => {
    if (settled.current) current.current = settled.current;
  });
  return {
    read,
    send,
    settle(rows) {
      const state = reduceScreen(read(), { type: "rows", ...rows });
      settled.current = state;
      return state;
    },
  };
}
