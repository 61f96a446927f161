import type { Provider } from "../../model/provider.ts";
import type { Annotation, Job } from "../../model/run-detail.ts";
import { toAnnotation } from "./annotations.ts";
import { isRefusal } from "./list-owner.ts";
import { toPendingDeployments, withGates } from "./pending-deployments.ts";
import { readAnswer } from "./read-answer.ts";
import { readField } from "./read-json.ts";
import { readPages } from "./read-pages.ts";
import { toRepoName } from "./repo-name.ts";
import type { RunClient, RunName } from "./run-client.ts";
import { parseJobId, toJob } from "./run-jobs.ts";
import { toRunName } from "./run-name.ts";

const MAX_JOB_PAGES = 20;
const MAX_ANNOTATION_PAGES = 5;

/**
 * Creates what can be read of a run besides itself. All of it is remembered by its ETag: asked again
 * while nothing has changed it costs nothing, and what a job waits for is asked only while one waits.
 */
export function createRunDetails(
  client: RunClient,
): Required<Pick<Provider, "listJobs" | "listAnnotations">> {
  async function readPending(run: RunName, signal: AbortSignal) {
    try {
      const answer = await client.listPendingDeployments(run, signal);
      return toPendingDeployments(await readAnswer(answer, signal));
    } catch (error) {
      // The jobs are worth showing without it.
      if (isRefusal(error)) return [];
      throw error;
    }
  }

  return {
    async listJobs(run, signal): Promise<readonly Job[]> {
      const name = toRunName(run);
      const raws = await readPages({
        maxPages: MAX_JOB_PAGES,
        of: "jobs",
        signal,
        ask: (page) => client.listJobs(name, page, signal),
        pick: (body) => readField(body, "jobs"),
      });
      const jobs = raws.flatMap((raw) => toJob(raw) ?? []);
      const isWaiting = jobs.some(({ status }) => status === "waiting");
      return isWaiting ? withGates(jobs, await readPending(name, signal)) : jobs;
    },
    async listAnnotations(run, job, signal): Promise<readonly Annotation[]> {
      const checkRunId = parseJobId(job.id)?.checkRunId;
      if (checkRunId === undefined) return [];
      const name = toRepoName(run.repo);
      try {
        const raws = await readPages({
          maxPages: MAX_ANNOTATION_PAGES,
          of: "annotations",
          signal,
          ask: (page) => client.listAnnotations(name, checkRunId, page, signal),
          pick: (body) => body,
        });
        return raws.flatMap((raw) => toAnnotation(raw) ?? []);
      } catch (error) {
        // A token may read runs and yet no checks: the log then has to do.
        if (isRefusal(error)) return [];
        throw error;
      }
    },
  };
}
