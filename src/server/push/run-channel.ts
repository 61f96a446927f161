import { isActive, isUnfinished } from "../../model/run-status.ts";
import type { Caller } from "../auth/caller.ts";
import { type RunState, readRunState, UNKNOWN_RUN } from "../desk/run-state.ts";
import { renderRunParts } from "../page/run.ts";
import type { FoundRun, RunParams } from "../run-finder.ts";
import type { ServerContext } from "../server-context.ts";
import { ServerError } from "../server-error.ts";
import type { Channel } from "./channel.ts";
import { swapOut } from "./swap-out.ts";

/** How often an open run is asked about while it goes on, milliseconds. */
const ASK_MS = 5_000;

/**
 * Creates the channel of those who have a run's page open: its jobs are asked for while it goes on, once
 * for all of them. `touch` is called when something was learnt.
 */
export function createRunChannel(
  context: ServerContext,
  params: RunParams,
  caller: Caller,
  touch: () => void,
): Channel {
  const { desk, clock, findRun } = context;
  const left = new AbortController();
  const { signal } = left;
  let found = findRun(params);
  let state: RunState = UNKNOWN_RUN;
  let texts: readonly string[] = [];
  let cancelTimer = () => {};

  function learn(next: RunState): void {
    state = next;
    touch();
  }

  async function ask(): Promise<void> {
    cancelTimer();
    try {
      learn(await readRunState(desk, found.run, state, signal, learn));
    } catch {
      // Nobody looks any more.
      return;
    }
    const goesOn =
      isUnfinished(found.run.status) || state.jobs?.some(({ status }) => isActive(status));
    if (goesOn && !signal.aborted) cancelTimer = clock.setTimer(() => void ask(), ASK_MS);
  }

  /** A run that is no longer kept stays as it was last seen. */
  function look(): FoundRun {
    try {
      return findRun(params);
    } catch (error) {
      if (error instanceof ServerError) return found;
      throw error;
    }
  }

  function renderTexts(): readonly string[] {
    return renderRunParts({ ...found, ...state, caller }, context).map((part) =>
      swapOut(part.html),
    );
  }

  void ask();
  return {
    dependsOnTime: false,
    renderSnapshot: () => renderTexts().join(""),
    update() {
      const before = found.run;
      found = look();
      const isNews = found.run.status !== before.status || found.run.attempt !== before.attempt;
      if (isNews) void ask();
      const fresh = renderTexts();
      const changed = fresh.filter((text, index) => text !== texts[index]);
      texts = fresh;
      return changed.length === 0 ? null : changed.join("");
    },
    close() {
      cancelTimer();
      left.abort(new Error("nobody looks any more"));
    },
  };
}
