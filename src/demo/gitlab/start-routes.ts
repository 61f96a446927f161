import type { DemoAnswer, DemoRequest, DemoRoute } from "../http-types.ts";
import type { DemoRepo } from "../world/types.ts";
import { badRequest, notFound } from "./faults.ts";
import { findProject, type GitlabState } from "./gitlab-state.ts";
import { originOf, paginate } from "./paginate.ts";
import { presentUser } from "./present-person.ts";
import { presentWholePipeline, toTime } from "./present-pipeline.ts";
import { startRun } from "./start-run.ts";

type WithProject = (request: DemoRequest, project: DemoRepo) => DemoAnswer;

/**
 * What starts pipelines besides a ref: https://docs.gitlab.com/api/merge_requests/ and
 * https://docs.gitlab.com/api/pipeline_schedules/
 */
export function createStartRoutes(state: GitlabState): readonly DemoRoute[] {
  const withProject = (handle: WithProject) => (request: DemoRequest) => {
    const project = findProject(state, request.params.id ?? "");
    return project === null ? notFound("Project") : handle(request, project);
  };
  const schedules = "/projects/:id/pipeline_schedules";

  return [
    {
      method: "POST",
      path: "/projects/:id/merge_requests/:iid/pipelines",
      handle: withProject((request, project) => {
        const { iid } = request.params;
        const branch = project.branches.find(
          ({ changeRequest }) => String(changeRequest?.number) === iid,
        );
        if (!branch) return notFound();
        const ref = `refs/merge-requests/${iid}/head`;
        const run = startRun(state, project, branch.name, { source: "merge_request_event", ref });
        if (run === null) return badRequest({ base: ["No stages / jobs for this pipeline."] });
        return { status: 201, json: presentWholePipeline(state, originOf(request), run, project) };
      }),
    },
    {
      method: "GET",
      path: schedules,
      handle: withProject((request, project) => {
        const isWanted = request.query.get("scope") !== "inactive";
        const found = isWanted && isScheduled(project) ? [project] : [];
        return paginate(request, found, (it) => presentSchedule(state, originOf(request), it));
      }),
    },
    {
      method: "POST",
      path: `${schedules}/:schedule/play`,
      handle: withProject((request, project) => {
        const isKnown = request.params.schedule === String(project.id) && isScheduled(project);
        if (!isKnown) return notFound();
        const start = { source: "schedule", ref: null } as const;
        startRun(state, project, project.defaultBranch, start);
        return { status: 201, json: { message: "201 Created" } };
      }),
    },
  ];
}

function isScheduled(project: DemoRepo): boolean {
  return project.workflows.some(({ name }) => name === "schedule");
}

/** A project has one at most, which goes by the project's number. */
function presentSchedule({ basePath, world }: GitlabState, origin: string, project: DemoRepo) {
  return {
    id: project.id,
    description: "Regular run",
    ref: `refs/heads/${project.defaultBranch}`,
    cron: "0 3 * * *",
    cron_timezone: "UTC",
    next_run_at: toTime(Math.ceil(world.now() / 86_400_000) * 86_400_000),
    active: true,
    created_at: toTime(project.createdAt),
    updated_at: toTime(project.createdAt),
    owner: presentUser(`${origin}${basePath}`, world.viewer),
  };
}
