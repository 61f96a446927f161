import type { PipelineRun } from "../../model/pipeline-run.ts";
import { type RunContext, toPipelineRun, toWorkflowPath } from "./transform.ts";

/** A run under its workflow's plain name, and the file that may have to tell it apart. */
export interface Draft {
  readonly run: PipelineRun;
  readonly path: string | null;
}

/** Turns a workflow run of GitHub's into a draft; null for what is no run. */
export function toDraft(raw: unknown, context: RunContext): Draft | null {
  const run = toPipelineRun(raw, context);
  return run && { run, path: toWorkflowPath(raw) };
}
