import pLimit from "p-limit";
import { describeFault } from "../../model/describe-fault.ts";
import { findGate } from "../../model/offers.ts";
import { pipelineKey } from "../../model/pipeline.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import { ProviderError } from "../../model/provider-error.ts";
import type { RunDesk } from "../../model/run-desk.ts";
import { type Deed, describeDeed, nameRun, type Task } from "../state/ask.ts";

/** So many servers are asked at once where an action goes to many runs. */
export const AT_ONCE = 4;

/** What came of a task: null where its server took it, else why not. */
export interface Outcome {
  readonly task: Task;
  readonly fault: string | null;
}

/**
 * Does what was agreed to, a few at a time, and tells of each; never rejects. What was not begun when
 * the signal is aborted is not begun any more.
 */
export async function performTasks(
  desk: RunDesk,
  tasks: readonly Task[],
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const limit = pLimit(AT_ONCE);
  const perform = async (task: Task): Promise<Outcome> => {
    try {
      signal.throwIfAborted();
      await performDeed(desk, task.run, task.deed, signal);
      return { task, fault: null };
    } catch (error) {
      return { task, fault: describeFault(error) };
    }
  };
  return Promise.all(tasks.map((task) => limit(() => perform(task))));
}

/** The key of the pipeline in which a task will show. */
export function findTarget({ run, deed }: Task): string {
  const branch = deed.type === "trigger" ? (deed.order.branch ?? run.branch) : run.branch;
  return pipelineKey({ ...run, branch });
}

/** What came of tasks, all of the same kind: one sentence where all is well, else one for each refusal. */
export function describeOutcomes(outcomes: readonly Outcome[]): readonly string[] {
  const [first] = outcomes;
  if (!first) return [];
  const { run, deed } = first.task;
  const word = describeDeed(deed);
  if (outcomes.length === 1) {
    const what = deed.type === "trigger" ? nameStart(run, deed) : `${word} of ${nameRun(run)}`;
    return [first.fault === null ? `${what} asked for` : `${what} failed: ${first.fault}`];
  }
  const refused = outcomes.filter(({ fault }) => fault !== null);
  if (refused.length === 0) return [`${word} of ${outcomes.length} runs asked for`];
  const count = `${word}: ${outcomes.length - refused.length} asked, ${refused.length} refused`;
  const reasons = refused.map(({ task, fault }) => describeRefusal(task.run, fault ?? ""));
  return reasons.length === 1 ? [`${count}: ${reasons[0]}`] : [`${count}:`, ...reasons];
}

/** Whose a refusal is, and why, where there are several. */
export function describeRefusal({ repo, branch, workflow }: PipelineRun, fault: string): string {
  return `${repo} ${branch} ${workflow} — ${fault}`;
}

function nameStart({ repo, workflow, branch }: PipelineRun, deed: Deed): string {
  const where = deed.type === "trigger" ? deed.order.branch : null;
  return `a new run of ${repo} ${workflow} on ${where ?? branch}`;
}

async function performDeed(
  desk: RunDesk,
  run: PipelineRun,
  deed: Deed,
  signal: AbortSignal,
): Promise<void> {
  switch (deed.type) {
    case "openGate":
      return desk.openGate(run, deed.job, signal);
    case "openGates": {
      const job = findGate(await desk.listJobs(run, signal), null);
      if (!job) throw new ProviderError("refused", "nothing of it waits for a person any more");
      return desk.openGate(run, job, signal);
    }
    case "trigger":
      return desk.trigger(run, deed.order, signal);
    case "rerun":
    case "rerunFailed":
    case "cancel":
      return desk.act(run, deed.type, signal);
  }
}
