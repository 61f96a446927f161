import type { Clock } from "../../model/clock.ts";
import { describeFault } from "../../model/describe-fault.ts";
import { findGate } from "../../model/offers.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { RunDesk } from "../../model/run-desk.ts";
import type { SnapshotFeed } from "../../model/snapshot.ts";
import { openForm } from "../form/form-view.ts";
import type { KeyAction } from "../keys/key-binding.ts";
import {
  type AskChoice,
  askCancel,
  askGate,
  askRerun,
  askStart,
  describeDeed,
  nameRun,
  type Task,
} from "../state/ask.ts";
import { askCancelMarked, askGatesMarked, askRerunMarked, type Marked } from "../state/marks.ts";
import type { Asked, ScreenEvent, ScreenState } from "../state/screen-state.ts";
import { findMarked, findOffers, findRun } from "./find-run.ts";
import { describeOutcomes, findTarget, type Outcome, performTasks } from "./perform.ts";
import { prepareStarts } from "./prepare-starts.ts";

/** After this long a mark that nothing answered says nothing any more. */
const MARK_MS = 60_000;

/** A server takes a moment to make a new run of what it was asked for. */
const LOOK_AGAIN_MS = 4_000;

/** What acting on a run needs. */
export interface RunActorParts {
  readonly desk: RunDesk | undefined;
  readonly clock: Clock;
  readonly feed: SnapshotFeed;
  /** Asks for the open run again. */
  readonly refresh: () => void;
  readonly read: () => ScreenState;
  readonly send: (event: ScreenEvent) => void;
  /** Ends all that is under way. */
  readonly signal: AbortSignal;
}

/** What goes to all marked rows where there are any. */
const MARKED_ACTIONS: ReadonlySet<KeyAction> = new Set<KeyAction>([
  "rerun",
  "cancel-run",
  "open-gate",
  "trigger",
]);

function explainNone(action: KeyAction): string {
  if (action === "rerun") return "nothing that is marked can be run again now";
  if (action === "trigger") return "nothing that is marked can be started by hand";
  return action === "cancel-run" ? "nothing that is marked runs" : "nothing that is marked waits";
}

/**
 * Creates what the keys that change a run do: each asks first, then does it and says what came of it. `before` is the
 * state in which the key was pressed.
 */
export function createRunActor({
  desk,
  clock,
  feed,
  refresh,
  read,
  send,
  signal,
}: RunActorParts): (action: KeyAction, before: ScreenState) => void {
  const say = (text: string | null) => {
    if (!signal.aborted) send({ type: "notice", text });
  };
  const fail = (error: unknown) => {
    say(null);
    if (!signal.aborted) send({ type: "report", lines: [describeFault(error)] });
  };
  const wait = (delayMs: number, then: () => void) => {
    const cancel = clock.setTimer(then, delayMs);
    signal.addEventListener("abort", cancel, { once: true });
  };
  // A person may have gone on meanwhile: nothing comes over something else.
  const isStillAt = (run: PipelineRun, before: ScreenState) => {
    const state = read();
    return !signal.aborted && state.mode === before.mode && findRun(state)?.id === run.id;
  };

  async function proceed(desk: RunDesk, run: PipelineRun, before: ScreenState): Promise<void> {
    const jobs = before.run?.jobs ?? (await desk.listJobs(run, signal));
    const job = findGate(jobs, before.run?.selected ?? null);
    if (!isStillAt(run, before)) return;
    if (job) send({ type: "ask", ask: askGate(run, job) });
    else say(`nothing in ${nameRun(run)} waits for a person`);
  }

  async function prepare(desk: RunDesk, run: PipelineRun, before: ScreenState): Promise<void> {
    say(`asking what ${run.repo} ${run.workflow} can be given`);
    const form = openForm(run, await desk.describeTrigger(run, signal), before.mode);
    if (!isStillAt(run, before)) return;
    say(null);
    const order = { branch: null, inputs: {} };
    if (form.fields.length > 0) send({ type: "form", form });
    else send({ type: "ask", ask: askStart(run, order, null) });
  }

  // Returns the way to take the mark away again, which spares one that was set later.
  function mark(task: Task): () => void {
    const key = findTarget(task);
    const latest = read().rows.find((row) => row.key === key)?.latest;
    const run = latest ?? (task.deed.type === "trigger" ? null : task.run);
    if (!run) return () => {};
    const asked: Asked = { word: describeDeed(task.deed), run };
    send({ type: "asked", key, asked });
    return () => {
      if (read().asked.get(key) === asked) send({ type: "asked", key, asked: null });
    };
  }

  async function perform({ tasks }: AskChoice, { form }: ScreenState): Promise<void> {
    if (!desk) return;
    const unmarks = new Map(tasks.map((task) => [task, mark(task)]));
    const unmark = ({ task }: Outcome) => unmarks.get(task)?.();
    const outcomes = await performTasks(desk, tasks, signal);
    if (signal.aborted) return;
    const refused = outcomes.filter(({ fault }) => fault !== null);
    const done = outcomes.filter(({ fault }) => fault === null);
    for (const outcome of refused) unmark(outcome);
    const [fault] = refused;
    // What was typed is not lost for one wrong value.
    if (form && fault && done.length === 0 && read().mode === form.from) {
      send({ type: "form", form: { ...form, problem: { at: null, text: fault.fault ?? "" } } });
    } else if (fault) send({ type: "report", lines: describeOutcomes(outcomes) });
    else say(describeOutcomes(outcomes)[0] ?? null);
    if (done.length === 0) return;
    const look = () => {
      for (const repo of new Set(done.map(({ task }) => task.run.repo))) feed.refresh(repo);
      refresh();
    };
    look();
    wait(LOOK_AGAIN_MS, look);
    wait(MARK_MS, () => done.forEach(unmark));
  }

  async function prepareMarked(
    desk: RunDesk,
    marked: readonly Marked[],
    before: ScreenState,
  ): Promise<void> {
    if (!marked.some(({ offers }) => offers.trigger)) return say(explainNone("trigger"));
    say("asking what the marked rows can be given");
    const next = await prepareStarts(desk, marked, before.mode, signal);
    const { mode, marked: marks } = read();
    if (signal.aborted || mode !== before.mode || marks !== before.marked) return;
    say(null);
    send(next);
  }

  function actOnMarked(desk: RunDesk, action: KeyAction, state: ScreenState): void {
    const marked = findMarked(desk, state);
    if (action === "trigger") return void prepareMarked(desk, marked, state).catch(fail);
    const ask =
      action === "rerun"
        ? askRerunMarked(marked)
        : action === "cancel-run"
          ? askCancelMarked(marked)
          : askGatesMarked(marked);
    if (ask) send({ type: "ask", ask });
    else say(explainNone(action));
  }

  function actOnOne(desk: RunDesk, action: KeyAction, run: PipelineRun, before: ScreenState): void {
    const offers = findOffers(desk, before);
    if (action === "rerun" && offers.rerun.length > 0) {
      send({ type: "ask", ask: askRerun(run, offers.rerun) });
    } else if (action === "cancel-run" && offers.cancel) send({ type: "ask", ask: askCancel(run) });
    else if (action === "open-gate" && offers.gate) proceed(desk, run, before).catch(fail);
    else if (action === "trigger" && offers.trigger) prepare(desk, run, before).catch(fail);
  }

  return (action, before) => {
    if (!desk) return;
    if (before.mode === "confirm") {
      const choice = before.ask?.choices.find(({ key }) => key === action);
      if (choice) void perform(choice, before);
      return;
    }
    const run = findRun(before);
    if (MARKED_ACTIONS.has(action) && desk.mayChange && findMarked(desk, before).length > 0) {
      actOnMarked(desk, action, before);
    } else if (run) actOnOne(desk, action, run, before);
  };
}
