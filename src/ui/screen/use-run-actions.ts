import { useEffect, useState } from "react";
import { createRunActor, type RunActorParts } from "../act/create-run-actor.ts";
import type { KeyAction } from "../keys/key-binding.ts";
import type { ScreenState } from "../state/screen-state.ts";
import type { ScreenStateHandle } from "./use-screen-state.ts";

/** What acting on runs needs besides the screen's state. */
type RunActionParts = Pick<RunActorParts, "desk" | "clock" | "feed" | "refresh">;

/** The keys that change a run; leaving the screen ends all that is under way. */
export function useRunActions(
  parts: RunActionParts,
  { read, send }: ScreenStateHandle,
): (action: KeyAction, before: ScreenState) => void {
  const [ending] = useState(() => new AbortController());
  useEffect(() => () => ending.abort(), [ending]);
  return createRunActor({ ...parts, read, send, signal: ending.signal });
}
