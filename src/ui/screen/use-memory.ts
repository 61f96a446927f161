import { useEffect, useLayoutEffect, useRef } from "react";
import type { ScreenMemory } from "../../model/screen-memory.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import type { View } from "../state/narrowing.ts";
import { toMemory } from "../state/remember.ts";
import type { ScreenState } from "../state/screen-state.ts";
import type { ScreenStateHandle } from "./use-screen-state.ts";

/** What a screen knows of the time before it, and who keeps what it knows for the time after. */
export interface Keepsake {
  /** Null where nothing is remembered. */
  readonly memory: ScreenMemory | null;
  /** Hands out the rows of the last time, once: what is different from them is news. */
  readonly takeSnapshot?: (() => Snapshot | null) | undefined;
  /** Told what to remember, at the start and whenever it changes; it must not wait. */
  readonly remember: (memory: ScreenMemory) => void;
}

/** Hands on what is to be remembered; gives what to call at each key a person presses. */
export function useMemory(
  keepsake: Keepsake | undefined,
  views: readonly View[],
  now: () => number,
  { narrowing, sort, arrangement, attention }: ScreenState,
  { read }: ScreenStateHandle,
): () => void {
  const lookedAt = useRef(keepsake?.memory?.lookedAt ?? null);
  useEffect(() => {
    const parts = { narrowing, sort, arrangement, attention };
    keepsake?.remember(toMemory(parts, views, lookedAt.current));
  }, [keepsake, views, narrowing, sort, arrangement, attention]);
  // That a person was there is not worth a write of its own before the end; that comes at once.
  useLayoutEffect(
    () => () => keepsake?.remember(toMemory(read(), views, lookedAt.current)),
    [keepsake, views, read],
  );
  return () => {
    lookedAt.current = new Date(now()).toISOString();
  };
}
