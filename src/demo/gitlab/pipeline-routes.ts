import type { DemoAnswer, DemoRequest, DemoRoute } from "../http-types.ts";
import type { DemoActionResult, DemoJob, DemoRepo, DemoRun } from "../world/types.ts";
import { badRequest, notFound } from "./faults.ts";
import { findProject, findRun, type GitlabState } from "./gitlab-state.ts";
import { originOf, paginate } from "./paginate.ts";
import { presentJob, toJobStatus } from "./present-job.ts";
import { toUsername } from "./present-person.ts";
import {
  presentPipeline,
  presentWholePipeline,
  toPipelineStatus,
  toRef,
  toSource,
} from "./present-pipeline.ts";
import { startRun } from "./start-run.ts";

type WithRun = (request: DemoRequest, project: DemoRepo, run: DemoRun) => DemoAnswer;

/** `/projects/:id/pipelines` and what is below it: https://docs.gitlab.com/api/pipelines/ */
export function createPipelineRoutes(state: GitlabState): readonly DemoRoute[] {
  const root = "/projects/:id/pipelines";
  const { world } = state;

  const withRun = (handle: WithRun) => (request: DemoRequest) => {
    const project = findProject(state, request.params.id ?? "");
    if (project === null) return notFound("Project");
    const run = findRun(state, project, request.params.pipeline ?? "");
    return run === null ? notFound() : handle(request, project, run);
  };
  const showWhole: WithRun = (request, project, run) => ({
    json: presentWholePipeline(state, originOf(request), run, project),
  });
  /** GitLab answers with the pipeline whether or not there was anything to do. */
  const act = (status: number, action: (run: DemoRun) => DemoActionResult): WithRun => {
    return (request, project, run) => {
      const result = action(run);
      return { ...showWhole(request, project, result.ok ? result.run : run), status };
    };
  };

  return [
    { method: "GET", path: root, handle: (request) => listPipelines(state, request) },
    {
      method: "POST",
      path: "/projects/:id/pipeline",
      handle: (request) => createPipeline(state, request),
    },
    { method: "GET", path: `${root}/:pipeline`, handle: withRun(showWhole) },
    {
      method: "GET",
      path: `${root}/:pipeline/jobs`,
      handle: withRun((request, _project, run) => {
        const scopes = [...request.query.getAll("scope"), ...request.query.getAll("scope[]")];
        const isWanted = (status: string) => scopes.length === 0 || scopes.includes(status);
        const withRetried = request.query.get("include_retried") === "true";
        const jobs = [...run.jobs, ...(withRetried ? listRetried(state, run) : [])]
          .filter((job) => isWanted(toJobStatus(job)))
          .sort((a, b) => b.id - a.id);
        return paginate(request, jobs, (job) => presentJob(state, originOf(request), run, job));
      }),
    },
    {
      method: "GET",
      path: `${root}/:pipeline/bridges`,
      handle: withRun((request) => paginate(request, [], String)),
    },
    {
      method: "GET",
      path: `${root}/:pipeline/variables`,
      handle: withRun((_request, _project, run) => ({
        json: Object.entries(run.inputs).map(([key, value]) => ({
          variable_type: "env_var",
          key,
          value,
          raw: false,
        })),
      })),
    },
    {
      method: "POST",
      path: `${root}/:pipeline/retry`,
      handle: withRun(act(201, (run) => world.rerun(run.id, { failedOnly: true }))),
    },
    {
      method: "POST",
      path: `${root}/:pipeline/cancel`,
      handle: withRun(act(200, (run) => world.cancel(run.id))),
    },
  ];
}

const ORDERS = ["id", "status", "ref", "updated_at", "user_id"];

function listPipelines(state: GitlabState, request: DemoRequest): DemoAnswer {
  const project = findProject(state, request.params.id ?? "");
  if (project === null) return notFound("Project");
  const { query } = request;
  const order = query.get("order_by") ?? "id";
  if (!ORDERS.includes(order))
    return { status: 400, json: { error: "order_by does not have a valid value" } };
  for (const name of ["updated_after", "updated_before"]) {
    const text = query.get(name);
    if (text !== null && Number.isNaN(Date.parse(text))) {
      return { status: 400, json: { error: `${name} is invalid` } };
    }
  }
  const runs = state.world.runs(project.id).filter((run) => isWanted(state, run, query));
  const sign = query.get("sort") === "asc" ? 1 : -1;
  const keyOf = (run: DemoRun): string => {
    if (order === "updated_at") return state.updatedAt(run);
    if (order === "status") return toPipelineStatus(run);
    return order === "ref" ? toRef(state, run) : "";
  };
  const numberOf = (run: DemoRun) => (order === "user_id" ? run.triggeringActor.id : run.id);
  const sorted = runs.toSorted((a, b) => {
    const byKey = keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0;
    return sign * (byKey || numberOf(a) - numberOf(b) || a.id - b.id);
  });
  return paginate(request, sorted, (run) => presentPipeline(state, originOf(request), run));
}

function isWanted(state: GitlabState, run: DemoRun, query: URLSearchParams): boolean {
  const updatedMs = Date.parse(state.updatedAt(run));
  const after = query.get("updated_after");
  const before = query.get("updated_before");
  if (after !== null && updatedMs <= Date.parse(after)) return false;
  if (before !== null && updatedMs >= Date.parse(before)) return false;
  const status = toPipelineStatus(run);
  const isSame = (name: string, value: string) => (query.get(name) ?? value) === value;
  return (
    isSame("ref", toRef(state, run)) &&
    isSame("sha", run.commit.sha) &&
    isSame("status", status) &&
    isSame("source", toSource(state, run)) &&
    isSame("username", toUsername(run.triggeringActor)) &&
    isInScope(query.get("scope"), run, status)
  );
}

function isInScope(scope: string | null, run: DemoRun, status: string): boolean {
  if (scope === "running" || scope === "pending") return status === scope;
  if (scope === "finished") return run.phase === "done";
  if (scope === "tags") return run.event === "tag";
  return scope !== "branches" || run.event !== "tag";
}

/** The jobs of earlier tries that others have taken the place of. */
function listRetried({ world }: GitlabState, run: DemoRun): readonly DemoJob[] {
  const present = new Set(run.jobs.map((job) => job.id));
  const earlier = Array.from({ length: run.attempt - 1 }, (_, index) => index + 1);
  const jobs = earlier.flatMap((number) => world.attempt(run.id, number)?.jobs ?? []);
  const retried = new Map(jobs.map((job) => [job.id, job]));
  return [...retried.values()].filter((job) => !present.has(job.id));
}

function createPipeline(state: GitlabState, request: DemoRequest): DemoAnswer {
  const project = findProject(state, request.params.id ?? "");
  if (project === null) return notFound("Project");
  const body = typeof request.body === "object" ? (request.body ?? {}) : {};
  const given: Record<string, unknown> = { ...Object.fromEntries(request.query), ...body };
  if (typeof given.ref !== "string") return { status: 400, json: { error: "ref is missing" } };
  const branch = project.branches.find(({ name }) => name === given.ref);
  if (!branch) return badRequest({ base: ["Reference not found"] });
  const inputs = readVariables(given.variables);
  const run = startRun(state, project, branch.name, { source: "api", ref: null }, inputs);
  if (run === null) return badRequest({ base: ["Pipeline inputs are invalid"] });
  return { status: 201, json: presentWholePipeline(state, originOf(request), run, project) };
}

function readVariables(given: unknown): Record<string, string> {
  const variables: Record<string, string> = {};
  if (!Array.isArray(given)) return variables;
  for (const variable of given as readonly Record<string, unknown>[]) {
    if (typeof variable?.key === "string") variables[variable.key] = String(variable.value ?? "");
  }
  return variables;
}
