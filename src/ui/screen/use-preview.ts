import { useEffect, useRef } from "react";
import type { Clock } from "../../model/clock.ts";
import type { RunDesk } from "../../model/run-desk.ts";
import { runKey } from "../state/run-view.ts";
import type { ScreenState } from "../state/screen-state.ts";
import { type RunWatch, watchRun } from "../watch/watch-run.ts";
import type { ScreenStateHandle } from "./use-screen-state.ts";

/** So long the selection must rest: whoever runs through the rows asks nothing of the servers. */
const REST_MS = 600;

/** Keeps the run beside the rows fresh once the selection rests on it. */
export function usePreview(
  desk: RunDesk | undefined,
  clock: Clock,
  { preview }: ScreenState,
  { read, send }: ScreenStateHandle,
): void {
  const watch = useRef<RunWatch | null>(null);
  const key = preview && runKey(preview.run);
  useEffect(() => {
    if (!desk || key === null) return;
    const cancel = clock.setTimer(() => {
      const run = read().preview?.run;
      if (!run || !desk.can(run, "jobs")) return;
      watch.current = watchRun({ desk, clock, run, send, isOpen: false });
    }, REST_MS);
    return () => {
      cancel();
      watch.current?.stop();
      watch.current = null;
    };
  }, [desk, clock, key, read, send]);
  const seen = preview?.run;
  useEffect(() => {
    if (seen) watch.current?.update(seen);
  }, [seen]);
}
