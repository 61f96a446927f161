import { useEffect, useReducer } from "react";
import { untilNextChange } from "./next-change.ts";

// Timers may fire a little early; a tick before its second would show nothing new.
const MARGIN_MS = 2;

/** Draws again when time alone changes what is shown: each second, or each ten. */
export function useTick(now: () => number, seconds: boolean): void {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setTimeout(redraw, untilNextChange(now(), seconds) + MARGIN_MS);
    return () => clearTimeout(timer);
  });
}
