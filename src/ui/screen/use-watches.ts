import { useEffect, useRef } from "react";
import type { Clock } from "../../model/clock.ts";
import type { RunDesk } from "../../model/run-desk.ts";
import { runKey } from "../state/run-view.ts";
import type { ScreenState } from "../state/screen-state.ts";
import { type LogWatch, watchLog } from "../watch/watch-log.ts";
import { type RunWatch, watchRun } from "../watch/watch-run.ts";
import type { ScreenStateHandle } from "./use-screen-state.ts";

/** Keeps the open run and the open log fresh; leaving them breaks off what is under way. */
export function useWatches(
  desk: RunDesk | undefined,
  clock: Clock,
  state: ScreenState,
  { read, send }: ScreenStateHandle,
): { refresh(): void } {
  const runWatch = useRef<RunWatch | null>(null);
  const logWatch = useRef<LogWatch | null>(null);
  const { run: view, log } = state;
  const run = view && runKey(view.run);
  const job = log?.job.id ?? null;
  useEffect(() => {
    const opened = read().run?.run;
    if (!desk || run === null || !opened) return;
    const watch = watchRun({ desk, clock, run: opened, send, isOpen: true });
    runWatch.current = watch;
    return () => {
      runWatch.current = null;
      watch.stop();
    };
  }, [desk, clock, run, read, send]);
  useEffect(() => {
    const { run: open, log: shown } = read();
    if (!desk || run === null || job === null || !open || !shown) return;
    const watch = watchLog({ desk, clock, run: open.run, job: shown.job, send });
    logWatch.current = watch;
    return () => {
      logWatch.current = null;
      watch.stop();
    };
  }, [desk, clock, run, job, read, send]);
  const seen = view?.run;
  useEffect(() => {
    if (seen) runWatch.current?.update(seen);
  }, [seen]);
  const seenJob = log?.job;
  useEffect(() => {
    if (seenJob) logWatch.current?.update(seenJob);
  }, [seenJob]);
  return {
    refresh() {
      runWatch.current?.refresh();
      logWatch.current?.refresh();
    },
  };
}
