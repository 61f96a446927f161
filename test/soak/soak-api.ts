import type { ProviderKind } from "../../src/model/pipeline-run.ts";
import { listRunsAt, type PlannedRepo, type RunNow, updatedAtMs } from "./ci-day.ts";

/** A request that an imitated API understands. */
export interface ApiCall {
  /** The target that is asked about, null for what concerns all. */
  readonly target: string | null;
  /** True for the request by which a poll begins. */
  readonly isPoll: boolean;
  /** The answer of a well server; null for what it does not have. */
  readonly answer: () => unknown;
}

/** The little of a vendor's API that a poll needs, over the plan of a day. */
export type SoakApi = (url: URL, nowMs: number) => ApiCall | null;

/** Creates the API of a vendor. */
export function createSoakApi(vendor: ProviderKind, repos: readonly PlannedRepo[]): SoakApi {
  switch (vendor) {
    case "github":
      return createGithubApi(repos);
    case "gitlab":
      return createGitlabApi(repos);
    case "jenkins":
      return createJenkinsApi(repos);
  }
}

const toIso = (atMs: number) => new Date(atMs).toISOString();
const SHA = "9f31c0e5d2b14d1f8a7c6b5e4f3a2b1c0d9e8f7a";

function createGithubApi(repos: readonly PlannedRepo[]): SoakApi {
  const present = (repo: PlannedRepo, run: RunNow, nowMs: number) => ({
    id: run.id,
    name: run.workflow,
    path: ".github/workflows/ci.yml",
    head_branch: run.branch,
    head_sha: SHA,
    run_number: run.number,
    run_attempt: 1,
    event: "push",
    status: run.status === "running" ? "in_progress" : "completed",
    conclusion: { running: null, success: "success", failed: "failure" }[run.status],
    created_at: toIso(run.startMs),
    run_started_at: toIso(run.startMs),
    updated_at: toIso(updatedAtMs(run, nowMs)),
    html_url: `https://github.invalid/${repo.name}/actions/runs/${run.id}`,
    actor: { login: "ana" },
    head_commit: { message: "Fix token refresh" },
    repository: { full_name: repo.name },
  });
  return ({ pathname }, nowMs) => {
    const owner = /^\/api\/v3\/(?:orgs|users)\/([^/]+)\/repos$/u.exec(pathname)?.[1];
    if (owner !== undefined) {
      const own = repos.filter(({ name }) => name.startsWith(`${owner}/`));
      const answer = () => own.map(({ name }) => ({ full_name: name, archived: false }));
      return { target: null, isPoll: false, answer };
    }
    const match = /^\/api\/v3\/repos\/([^/]+\/[^/]+)\/actions\/runs(?:\/(\d+))?$/u.exec(pathname);
    const repo = repos.find(({ name }) => name === match?.[1]);
    if (!match || !repo) return null;
    const answer = () => {
      const runs = listRunsAt(repo, nowMs).map((run) => present(repo, run, nowMs));
      if (match[2] === undefined) return { total_count: runs.length, workflow_runs: runs };
      return runs.find(({ id }) => id === Number(match[2])) ?? null;
    };
    return { target: repo.name, isPoll: match[2] === undefined, answer };
  };
}

function createGitlabApi(repos: readonly PlannedRepo[]): SoakApi {
  const present = (repo: PlannedRepo, run: RunNow, nowMs: number) => ({
    id: run.id,
    iid: run.number,
    status: run.status,
    source: "push",
    ref: run.branch,
    sha: SHA,
    created_at: toIso(run.startMs),
    updated_at: toIso(updatedAtMs(run, nowMs)),
    started_at: toIso(run.startMs),
    finished_at: run.status === "running" ? null : toIso(run.endMs),
    web_url: `https://gitlab.invalid/${repo.name}/-/pipelines/${run.id}`,
    user: { username: "ana" },
    detailed_status: { group: run.status },
  });
  return ({ pathname, searchParams }, nowMs) => {
    const match = /^\/api\/v4\/projects\/([^/]+)\/(.+)$/u.exec(pathname);
    const repo = repos.find(({ name }) => name === decodeURIComponent(match?.[1] ?? ""));
    const rest = match?.[2] ?? "";
    if (!repo) return null;
    const runs = () => listRunsAt(repo, nowMs).map((run) => present(repo, run, nowMs));
    const target = repo.name;
    if (rest === "pipelines") {
      const after = searchParams.get("updated_after") ?? "";
      const answer = () => runs().filter((run) => run.updated_at > after);
      return { target, isPoll: true, answer };
    }
    const id = Number(/^pipelines\/(\d+)$/u.exec(rest)?.[1] ?? Number.NaN);
    const answer = () =>
      rest.startsWith("repository/commits/")
        ? { id: SHA, title: "Fix token refresh" }
        : (runs().find((run) => run.id === id) ?? null);
    return { target, isPoll: false, answer };
  };
}

function createJenkinsApi(jobs: readonly PlannedRepo[]): SoakApi {
  const present = (job: PlannedRepo, nowMs: number) => {
    const builds = listRunsAt(job, nowMs).map((run) => ({
      number: run.number,
      building: run.status === "running",
      result: { running: null, success: "SUCCESS", failed: "FAILURE" }[run.status],
      timestamp: run.startMs,
      duration: run.status === "running" ? 0 : run.endMs - run.startMs,
      actions: [{ lastBuiltRevision: { SHA1: SHA, branch: [{ name: run.branch }] } }],
    }));
    return {
      _class: "hudson.model.FreeStyleProject",
      name: job.name,
      fullName: job.name,
      url: `https://jenkins.invalid/job/${job.name}/`,
      color: "blue",
      buildable: true,
      builds,
      lastBuild: builds[0] ?? null,
    };
  };
  return ({ pathname }, nowMs) => {
    if (pathname !== "/api/json") return null;
    const answer = () => ({
      _class: "hudson.model.Hudson",
      jobs: jobs
        .filter(({ deletedAtMs }) => deletedAtMs === null || nowMs < deletedAtMs)
        .map((job) => present(job, nowMs)),
    });
    return { target: "/", isPoll: true, answer };
  };
}
