import type { PipelineRun } from "../../model/pipeline-run.ts";
import { ProviderError } from "../../model/provider-error.ts";
import { toRepoName } from "./repo-name.ts";
import type { RunName } from "./run-client.ts";

/** What GitHub calls a run; a `ProviderError` where it cannot be one of GitHub's. */
export function toRunName(run: PipelineRun): RunName {
  const run_id = Number(run.id);
  if (!Number.isSafeInteger(run_id) || run_id <= 0) {
    throw new ProviderError("not-found", `${JSON.stringify(run.id)} is no run of GitHub's`);
  }
  return { ...toRepoName(run.repo), run_id };
}
