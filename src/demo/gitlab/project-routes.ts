import type { DemoAnswer, DemoRequest, DemoRoute } from "../http-types.ts";
import type { DemoCommit, DemoRepo } from "../world/types.ts";
import { notFound } from "./faults.ts";
import { findProject, type GitlabState } from "./gitlab-state.ts";
import { originOf, paginate } from "./paginate.ts";
import { presentUser, toUsername } from "./present-person.ts";
import { presentPipeline } from "./present-pipeline.ts";
import {
  presentBranch,
  presentCommit,
  presentGroup,
  presentProject,
  presentWholeProject,
  toGroupId,
} from "./present-project.ts";

type WithProject = (request: DemoRequest, project: DemoRepo, web: string) => DemoAnswer;

/** Projects, groups, people, branches and commits, as far as a monitor of pipelines asks for them. */
export function createProjectRoutes(state: GitlabState): readonly DemoRoute[] {
  const { world } = state;
  const webOf = (request: DemoRequest) => `${originOf(request)}${state.basePath}`;
  const withProject = (handle: WithProject) => (request: DemoRequest) => {
    const project = findProject(state, request.params.id ?? "");
    return project === null ? notFound("Project") : handle(request, project, webOf(request));
  };
  const listProjects = (request: DemoRequest, projects: readonly DemoRepo[]): DemoAnswer =>
    paginate(request, filterProjects(request, projects), (project) =>
      request.query.get("simple") === "true"
        ? presentProject(webOf(request), project)
        : presentWholeProject(webOf(request), project),
    );
  const repository = "/projects/:id/repository";

  return [
    {
      method: "GET",
      path: "/projects",
      handle: (request) => listProjects(request, world.repos("gitlab")),
    },
    {
      method: "GET",
      path: "/projects/:id",
      handle: withProject((_request, project, web) => ({
        json: presentWholeProject(web, project),
      })),
    },
    {
      method: "GET",
      path: "/groups/:id",
      handle(request) {
        const path = findGroup(state, request.params.id ?? "");
        return path === null ? notFound("Group") : { json: presentGroup(webOf(request), path) };
      },
    },
    {
      method: "GET",
      path: "/groups/:id/projects",
      handle(request) {
        const path = findGroup(state, request.params.id ?? "");
        if (path === null) return notFound("Group");
        const isDeep = request.query.get("include_subgroups") === "true";
        const isInside = ({ fullName, name }: DemoRepo) =>
          isDeep ? fullName.startsWith(`${path}/`) : fullName === `${path}/${name}`;
        return listProjects(request, world.repos("gitlab").filter(isInside));
      },
    },
    {
      method: "GET",
      path: "/users/:id/projects",
      handle(request) {
        const { id } = request.params;
        const isWanted = world.people.some(
          (one) => toUsername(one) === id || String(one.id) === id,
        );
        return isWanted ? listProjects(request, []) : notFound("User");
      },
    },
    {
      method: "GET",
      path: "/user",
      handle: (request) => ({
        json: { ...presentUser(webOf(request), world.viewer), email: world.viewer.email },
      }),
    },
    {
      method: "GET",
      path: `${repository}/branches`,
      handle: withProject((request, project, web) =>
        paginate(request, project.branches, (branch) => presentBranch(web, project, branch)),
      ),
    },
    {
      method: "GET",
      path: `${repository}/commits/:sha`,
      handle: withProject((request, project, web) => showCommit(state, request, project, web)),
    },
  ];
}

function filterProjects(request: DemoRequest, projects: readonly DemoRepo[]): readonly DemoRepo[] {
  const { query } = request;
  const archived = query.get("archived");
  const search = query.get("search")?.toLowerCase() ?? "";
  const sign = query.get("sort") === "asc" ? 1 : -1;
  const isByPath = query.get("order_by") === "path" || query.get("order_by") === "name";
  return projects
    .filter((project) => archived === null || String(project.archived) === archived)
    .filter((project) => project.fullName.toLowerCase().includes(search))
    .toSorted(
      (a, b) => sign * (isByPath ? a.fullName.localeCompare(b.fullName, "en") : a.id - b.id),
    );
}

/** The path of a group that has a project in it or below it. */
function findGroup({ world }: GitlabState, idOrPath: string): string | null {
  const paths = world.repos("gitlab").flatMap(({ fullName }) => {
    const segments = fullName.split("/").slice(0, -1);
    return segments.map((_, index) => segments.slice(0, index + 1).join("/"));
  });
  const wanted = idOrPath.toLowerCase();
  return (
    paths.find((path) => path.toLowerCase() === wanted || String(toGroupId(path)) === wanted) ??
    null
  );
}

function showCommit(
  state: GitlabState,
  request: DemoRequest,
  project: DemoRepo,
  web: string,
): DemoAnswer {
  const { sha = "" } = request.params;
  const runs = state.world.runs(project.id);
  const branch = project.branches.find(({ name, head }) => name === sha || isCommit(head, sha));
  const run = runs.find(({ commit }) => isCommit(commit, branch?.head.sha ?? sha));
  const commit = branch?.head ?? run?.commit;
  if (!commit) return notFound("Commit");
  const lastPipeline = run ? presentPipeline(state, originOf(request), run) : null;
  const withStats = request.query.get("stats") !== "false";
  return {
    json: {
      ...presentCommit(web, project.fullName, commit),
      ...(withStats ? { stats: { additions: 24, deletions: 9, total: 33 } } : {}),
      status: lastPipeline?.status ?? null,
      project_id: project.id,
      last_pipeline: lastPipeline,
    },
  };
}

function isCommit(commit: DemoCommit, sha: string): boolean {
  return sha.length >= 7 && commit.sha.startsWith(sha);
}
