import { feedSink } from "../../http/feed-sink.ts";
import { fetchEnd } from "../../http/fetch-end.ts";
import { LOG_WINDOW_BYTES } from "../../model/log-cut.ts";
import { toLogChunk } from "../../model/log-part.ts";
import type { Provider } from "../../model/provider.ts";
import { ProviderError, toProviderError } from "../../model/provider-error.ts";
import type { Job } from "../../model/run-detail.ts";
import { isUnfinished } from "../../model/run-status.ts";
import { toRepoName } from "./repo-name.ts";
import type { RunClient } from "./run-client.ts";
import { parseJobId } from "./run-jobs.ts";

/**
 * Creates the readers of logs. GitHub gives the log of a job only when the job has ended, so a position
 * stands for its end and nothing ever follows.
 * https://docs.github.com/en/rest/actions/workflow-jobs#download-job-logs-for-a-workflow-run
 */
export function createLogReader(
  client: RunClient,
  hasToken: boolean,
): Required<Pick<Provider, "readLog" | "copyLog">> {
  async function explained<Result>(job: Job, signal: AbortSignal, read: () => Promise<Result>) {
    try {
      return await read();
    } catch (error) {
      signal.throwIfAborted();
      throw explain(toProviderError(error), job, hasToken);
    }
  }

  return {
    async readLog(run, job, position, signal) {
      if (position !== null) return { text: "", position, isComplete: true };
      return explained(job, signal, async () => {
        const log = { name: toRepoName(run.repo), jobId: toJobNumber(job) };
        const part = await fetchEnd(
          (range, take) => client.getLog({ ...log, range, take }, signal),
          LOG_WINDOW_BYTES,
        );
        return toLogChunk(part, null, true);
      });
    },
    async copyLog(run, job, sink, signal) {
      await explained(job, signal, () => {
        const log = { name: toRepoName(run.repo), jobId: toJobNumber(job), range: null };
        return client.getLog({ ...log, take: feedSink(sink) }, signal);
      });
    },
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
