import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { RunAction } from "../../model/run-desk.ts";
import type { Job, TriggerOrder } from "../../model/run-detail.ts";
import type { KeyAction } from "../keys/key-binding.ts";

/** What is done once a person agrees; `openGates`: whichever of its gates waits first by then. */
export type Deed =
  | { readonly type: RunAction }
  | { readonly type: "openGate"; readonly job: Job }
  | { readonly type: "openGates" }
  | { readonly type: "trigger"; readonly order: TriggerOrder };

/** A deed and the run it is done to. */
export interface Task {
  readonly run: PipelineRun;
  readonly deed: Deed;
}

/** One answer that does something. */
export interface AskChoice {
  readonly key: Extract<KeyAction, "yes" | "all" | "failed-only">;
  readonly tasks: readonly Task[];
}

/** A question that names what will happen, asked before it does. */
export interface Ask {
  readonly question: string;
  readonly choices: readonly AskChoice[];
  /** True where it is about the marked rows, whose marks an answer takes away. */
  readonly isForMarks?: boolean;
}

/** Asks whether to run it again: all of it, or what failed, as far as either is offered. */
export function askRerun(run: PipelineRun, actions: readonly RunAction[]): Ask {
  const [only] = actions;
  if (actions.length === 1 && only) {
    const what = only === "rerun" ? "" : "failed jobs of ";
    return askOne(run, `Rerun ${what}${nameRun(run)}?`, { type: only });
  }
  const choices: readonly AskChoice[] = [
    { key: "all", tasks: [{ run, deed: { type: "rerun" } }] },
    { key: "failed-only", tasks: [{ run, deed: { type: "rerunFailed" } }] },
  ];
  return { question: `Rerun ${nameRun(run)}?`, choices };
}

/** Asks whether to cancel a run. */
export function askCancel(run: PipelineRun): Ask {
  return askOne(run, `Cancel ${nameRun(run)}?`, { type: "cancel" });
}

/** Asks whether to start a manual job, or to open a gate. */
export function askGate(run: PipelineRun, job: Job): Ask {
  const question = job.question === null ? "" : ` "${job.question}"`;
  const what = job.gate === "play" ? `Start ${job.name} of` : `Approve ${job.name}${question} of`;
  return askOne(run, `${what} ${nameRun(run)}?`, { type: "openGate", job });
}

/** The marked runs besides the first that are started together, and how many of the marked cannot be. */
export interface MarkedStart {
  readonly others: readonly PipelineRun[];
  readonly left: number;
}

/** Asks whether to start a new run like another one, or one like each of the marked. */
export function askStart(run: PipelineRun, order: TriggerOrder, marked: MarkedStart | null): Ask {
  const { repo, workflow, branch } = run;
  const deed: Deed = { type: "trigger", order };
  const one = `Start ${workflow} of ${repo} on ${order.branch ?? branch}?`;
  if (!marked) return askOne(run, one, deed);
  const runs = [run, ...marked.others];
  const cannot = marked.left > 0 ? ` ${marked.left} cannot.` : "";
  const all = runs.length === 1 ? one : `Start ${runs.length} new runs, each on its own branch?`;
  const tasks = runs.map((each) => ({ run: each, deed }));
  return { question: `${all}${cannot}`, choices: [{ key: "yes", tasks }], isForMarks: true };
}

/** A run as people speak of it: `acme/api CI #42`. */
export function nameRun({ repo, workflow, number }: PipelineRun): string {
  return `${repo} ${workflow}${number === null ? "" : ` #${number}`}`;
}

/** What a run is marked with once a deed was asked for, until its server tells more. */
export function describeDeed({ type }: Deed): string {
  switch (type) {
    case "rerun":
    case "rerunFailed":
      return "rerun";
    case "cancel":
      return "cancel";
    case "openGate":
    case "openGates":
      return "proceed";
    case "trigger":
      return "start";
  }
}

function askOne(run: PipelineRun, question: string, deed: Deed): Ask {
  return { question, choices: [{ key: "yes", tasks: [{ run, deed }] }] };
}
