import type { PipelineRun } from "../../model/pipeline-run.ts";
import { ProviderError } from "../../model/provider-error.ts";
import { parseRunId } from "./jenkins-job.ts";
import type { BuildId } from "./run-client.ts";

/** The build a run stands for; rejects a run that is none of a Jenkins as `not-found`. */
export function toBuildId(run: PipelineRun): BuildId {
  const build = parseRunId(run.id);
  if (build) return build;
  throw new ProviderError("not-found", `${run.repo} #${run.number} is no build of this Jenkins`);
}
