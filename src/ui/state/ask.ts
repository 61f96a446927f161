import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { RunAction } from "../../model/run-desk.ts";
import type { Job } from "../../model/run-detail.ts";
import type { KeyAction } from "../keys/key-binding.ts";

/** What is done once a person agrees. */
export type Deed = { readonly type: RunAction } | { readonly type: "openGate"; readonly job: Job };

/** One answer that does something. */
export interface AskChoice {
  readonly key: Extract<KeyAction, "yes" | "all" | "failed-only">;
  readonly deed: Deed;
}

/** A question that names what will happen, asked before it does. */
export interface Ask {
  readonly question: string;
  readonly run: PipelineRun;
  readonly choices: readonly AskChoice[];
}

/** Asks whether to run it again: all of it, or what failed, as far as either is offered. */
export function askRerun(run: PipelineRun, actions: readonly RunAction[]): Ask {
  const [only] = actions;
  if (actions.length === 1 && only) {
    const what = only === "rerun" ? "" : "failed jobs of ";
    return askOne(run, `Rerun ${what}${nameRun(run)}?`, { type: only });
  }
  const choices: readonly AskChoice[] = [
    { key: "all", deed: { type: "rerun" } },
    { key: "failed-only", deed: { type: "rerunFailed" } },
  ];
  return { question: `Rerun ${nameRun(run)}?`, run, choices };
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
      return "proceed";
  }
}

function askOne(run: PipelineRun, question: string, deed: Deed): Ask {
  return { question, run, choices: [{ key: "yes", deed }] };
}
