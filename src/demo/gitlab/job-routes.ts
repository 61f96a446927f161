import type { DemoAnswer, DemoRequest, DemoRoute } from "../http-types.ts";
import type { DemoActionResult, DemoJob, DemoRun } from "../world/types.ts";
import { badRequest, forbidden, notFound } from "./faults.ts";
import { findProject, type GitlabState } from "./gitlab-state.ts";
import { originOf, paginate } from "./paginate.ts";
import { presentJob, toJobStatus } from "./present-job.ts";

type WithJob = (request: DemoRequest, run: DemoRun, job: DemoJob) => DemoAnswer;

/** `/projects/:id/jobs` and what is below it: https://docs.gitlab.com/api/jobs/ */
export function createJobRoutes(state: GitlabState): readonly DemoRoute[] {
  const { world } = state;
  const root = "/projects/:id/jobs";

  const withJob = (handle: WithJob) => (request: DemoRequest) => {
    const project = findProject(state, request.params.id ?? "");
    if (project === null) return notFound("Project");
    const found = world.job(Number(request.params.job));
    if (found?.run.repoId !== project.id) return notFound();
    return handle(request, found.run, found.job);
  };
  const act = (
    status: number,
    action: (job: DemoJob) => DemoActionResult,
    refuse: () => DemoAnswer,
  ): WithJob => {
    return (request, run, job) => {
      const result = action(job);
      if (!result.ok) return refuse();
      // A retried job has a new id and stands in for the old one.
      const now = result.run.jobs.find(({ id }) => id === job.id);
      const successor = result.run.jobs.find(({ name }) => name === job.name);
      const json = presentJob(state, originOf(request), result.run ?? run, now ?? successor ?? job);
      return { status, json };
    };
  };

  return [
    {
      method: "GET",
      path: root,
      handle(request) {
        const project = findProject(state, request.params.id ?? "");
        if (project === null) return notFound("Project");
        const scopes = [...request.query.getAll("scope"), ...request.query.getAll("scope[]")];
        const jobs = world
          .runs(project.id)
          .flatMap((run) => run.jobs.map((job) => ({ run, job })))
          .filter(({ job }) => scopes.length === 0 || scopes.includes(toJobStatus(job)))
          .sort((a, b) => b.job.id - a.job.id);
        const present = (it: (typeof jobs)[number]) =>
          presentJob(state, originOf(request), it.run, it.job);
        return paginate(request, jobs, present);
      },
    },
    {
      method: "GET",
      path: `${root}/:job`,
      handle: withJob((request, run, job) => ({
        json: presentJob(state, originOf(request), run, job),
      })),
    },
    {
      method: "GET",
      path: `${root}/:job/trace`,
      handle: withJob((_request, _run, job) => ({ text: job.log(), type: "text/plain" })),
    },
    {
      method: "POST",
      path: `${root}/:job/play`,
      handle: withJob(
        act(
          200,
          (job) => world.play(job.id),
          () => badRequest("400 Bad request - Unplayable Job"),
        ),
      ),
    },
    {
      method: "POST",
      path: `${root}/:job/retry`,
      handle: withJob(
        act(
          201,
          (job) => world.retryJob(job.id),
          () => forbidden("Job is not retryable"),
        ),
      ),
    },
    {
      method: "POST",
      path: `${root}/:job/cancel`,
      handle: withJob(
        act(
          201,
          (job) => world.cancelJob(job.id),
          () => forbidden("Job is not cancelable"),
        ),
      ),
    },
  ];
}
