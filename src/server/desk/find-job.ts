import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { RunDesk } from "../../model/run-desk.ts";
import type { Job } from "../../model/run-detail.ts";
import { ServerError } from "../server-error.ts";

/** Finds a job of a run by its id; throws a {@link ServerError} where it has none of that id. */
export async function findJob(
  desk: RunDesk,
  run: PipelineRun,
  id: string,
  signal: AbortSignal,
): Promise<Job> {
  const jobs = await desk.listJobs(run, signal);
  const job = jobs.find((one) => one.id === id);
  if (job) return job;
  throw new ServerError(404, "not-found", "this run has no such job", "go back to the run");
}
