import { useEffect, useState } from "react";
import type { Clock } from "../../model/clock.ts";
import { describeFault } from "../../model/describe-fault.ts";
import { findGate, listOffers } from "../../model/offers.ts";
import { pipelineKey } from "../../model/pipeline.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { RunDesk } from "../../model/run-desk.ts";
import type { SnapshotFeed } from "../../model/snapshot.ts";
import type { KeyAction } from "../keys/key-binding.ts";
import {
  type AskChoice,
  askCancel,
  askGate,
  askRerun,
  describeDeed,
  nameRun,
} from "../state/ask.ts";
import type { ScreenState } from "../state/screen-state.ts";
import { findRow } from "../state/selection.ts";
import type { ScreenStateHandle } from "./use-screen-state.ts";

/** After this long a mark that nothing answered says nothing any more. */
const MARK_MS = 60_000;

/** What acting on a run needs. */
export interface RunActionParts {
  readonly desk: RunDesk | undefined;
  readonly clock: Clock;
  readonly feed: SnapshotFeed;
  /** Asks for the open run again. */
  readonly refresh: () => void;
}

/** The run the keys act on: the open one, else that of the selected row. */
export function findRun(state: ScreenState): PipelineRun | undefined {
  return state.run?.run ?? findRow(state)?.latest;
}

/**
 * The keys that change a run: each asks first, then does it and says what came of it. `before` is the
 * state in which the key was pressed.
 */
export function useRunActions(
  { desk, clock, feed, refresh }: RunActionParts,
  { read, send }: ScreenStateHandle,
): (action: KeyAction, before: ScreenState) => void {
  const [ending] = useState(() => new AbortController());
  useEffect(() => () => ending.abort(), [ending]);
  const say = (text: string) => {
    if (!ending.signal.aborted) send({ type: "notice", text });
  };

  async function proceed(run: PipelineRun, before: ScreenState): Promise<void> {
    if (!desk) return;
    const jobs = before.run?.jobs ?? (await desk.listJobs(run, ending.signal));
    const job = findGate(jobs, before.run?.selected ?? null);
    // A person may have gone on meanwhile: no question comes over something else.
    const state = read();
    if (state.mode !== before.mode || findRun(state)?.id !== run.id) return;
    if (job) send({ type: "ask", ask: askGate(run, job) });
    else say(`nothing in ${nameRun(run)} waits for a person`);
  }

  async function perform(run: PipelineRun, { deed }: AskChoice): Promise<void> {
    if (!desk) return;
    const key = pipelineKey(run);
    const word = describeDeed(deed);
    send({ type: "asked", key, asked: { word, run } });
    const { signal } = ending;
    try {
      if (deed.type === "openGate") await desk.openGate(run, deed.job, signal);
      else await desk.act(run, deed.type, signal);
      say(`${word} of ${nameRun(run)} asked for`);
      feed.refresh(run.repo);
      refresh();
      const cancel = clock.setTimer(() => send({ type: "asked", key, asked: null }), MARK_MS);
      signal.addEventListener("abort", cancel, { once: true });
    } catch (error) {
      if (signal.aborted) return;
      send({ type: "asked", key, asked: null });
      say(`${word} of ${nameRun(run)} failed: ${describeFault(error)}`);
    }
  }

  return (action, before) => {
    const run = findRun(before);
    const offers = listOffers(desk, run, before.run?.jobs ?? null);
    const choice = before.ask?.choices.find(({ key }) => key === action);
    if (before.mode === "confirm") {
      if (before.ask && choice) void perform(before.ask.run, choice);
    } else if (!run) return;
    else if (action === "rerun" && offers.rerun.length > 0) {
      send({ type: "ask", ask: askRerun(run, offers.rerun) });
    } else if (action === "cancel-run" && offers.cancel) {
      send({ type: "ask", ask: askCancel(run) });
    } else if (action === "open-gate" && offers.gate) {
      proceed(run, before).catch((error) => say(describeFault(error)));
    }
  };
}
