import type { Provider } from "../../model/provider.ts";
import { ProviderError, toProviderError } from "../../model/provider-error.ts";
import type { Job } from "../../model/run-detail.ts";
import { isUnfinished } from "../../model/run-status.ts";
import { toRepoName } from "./repo-name.ts";
import type { RunClient } from "./run-client.ts";
import { parseJobId } from "./run-jobs.ts";

/**
 * Creates the reader of logs. GitHub gives the whole log of a job at once and only when the job has
 * ended, so a position stands for its end and nothing ever follows.
 * https://docs.github.com/en/rest/actions/workflow-jobs#download-job-logs-for-a-workflow-run
 */
export function createLogReader(
  client: RunClient,
  hasToken: boolean,
): NonNullable<Provider["readLog"]> {
  return async (run, job, position, signal) => {
    if (position !== null) return { text: "", position, isComplete: true };
    try {
      const answer = await client.getLog(toRepoName(run.repo), toJobNumber(job), signal);
      const text = await answer.text();
      return { text, position: String(text.length), isComplete: true };
    } catch (error) {
      signal.throwIfAborted();
      throw explain(toProviderError(error), job, hasToken);
    }
  };
}

function toJobNumber(job: Job): number {
  const numbers = parseJobId(job.id);
  if (numbers) return numbers.jobId;
  throw new ProviderError("not-found", `${JSON.stringify(job.id)} is no job of GitHub's`);
}

function explain(error: ProviderError, job: Job, hasToken: boolean): ProviderError {
  const { kind, status } = error;
  if (kind === "auth" && !hasToken) {
    return new ProviderError("auth", "GitHub gives logs only to a token", { cause: error });
  }
  if (kind !== "not-found" || status === null) return error;
  const sentence = isUnfinished(job.status)
    ? "GitHub gives the log when the job has ended"
    : "GitHub has no log of this job; it may have expired";
  return new ProviderError("not-found", sentence, { status, cause: error });
}
