import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A workflow run as far as a poll reads it. */
export interface PlainRun {
  readonly id: number;
  readonly number: number;
  readonly branch: string;
  readonly workflow: string;
  readonly status: "queued" | "in_progress" | "completed";
  readonly conclusion: "success" | "failure" | null;
  readonly createdMs: number;
  readonly updatedMs: number;
}

/** A repository, told anew at each request. */
export interface PlainRepo {
  /** `owner/name` */
  readonly name: string;
  readonly pushedMs: number;
  /** Newest first. */
  runsAt(nowMs: number): readonly PlainRun[];
}

/** A request that was answered. */
export interface ServedRequest {
  readonly atMs: number;
  readonly isCounted: boolean;
}

/** A GitHub of any size on loopback, with ETags, 304s and a primary limit, but little else. */
export interface PlainGithub {
  readonly url: string;
  readonly served: readonly ServedRequest[];
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;
const LIMIT = 5_000;
const PAGE_SIZE = 100;
const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

/** Starts it; any token does. */
export async function startPlainGithub(
  repos: readonly PlainRepo[],
  now: () => number,
): Promise<PlainGithub> {
  const byName = new Map(repos.map((repo) => [repo.name, repo]));
  const served: ServedRequest[] = [];
  let window = { endsMs: 0, used: 0 };

  const server = createServer((request, response) => {
    const nowMs = now();
    if (nowMs >= window.endsMs) window = { endsMs: nowMs + HOUR_MS, used: 0 };
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const answer = toAnswer(url, nowMs);
    const isUnchanged = answer !== null && request.headers["if-none-match"] === answer.etag;
    if (!isUnchanged) window.used += 1;
    served.push({ atMs: nowMs, isCounted: !isUnchanged });
    const limits = {
      "x-ratelimit-limit": LIMIT,
      "x-ratelimit-remaining": Math.max(0, LIMIT - window.used),
      "x-ratelimit-reset": Math.ceil(window.endsMs / 1000),
      // Told by this clock, so dated by it too.
      date: new Date(nowMs).toUTCString(),
    };
    if (answer === null) {
      response.writeHead(404, { ...JSON_TYPE, ...limits }).end('{"message":"Not Found"}');
      return;
    }
    const headers = { ...limits, ...answer.headers, etag: answer.etag };
    if (isUnchanged) response.writeHead(304, headers).end();
    else response.writeHead(200, { ...JSON_TYPE, ...headers }).end(answer.body());
  });

  function toAnswer(url: URL, nowMs: number): Answer | null {
    const name = /^\/api\/v3\/repos\/([^/]+\/[^/]+)\/actions\/runs$/u.exec(url.pathname)?.[1];
    const repo = byName.get(name ?? "");
    if (repo) return answerRuns(repo, nowMs);
    const isList = /^\/api\/v3\/orgs\/[^/]+\/repos$/u.test(url.pathname);
    return isList ? answerRepos(repos, url, nowMs) : null;
  }

  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    served,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Answer {
  readonly etag: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: () => string;
}

function answerRuns(repo: PlainRepo, nowMs: number): Answer {
  const runs = repo.runsAt(nowMs).slice(0, PAGE_SIZE);
  const newest = Math.max(0, ...runs.map(({ updatedMs }) => updatedMs));
  const etag = `W/"${runs[0]?.id ?? 0}-${runs.length}-${newest}"`;
  const workflow_runs = () => runs.map((run) => toRawRun(repo, run));
  return {
    etag,
    body: () => JSON.stringify({ total_count: runs.length, workflow_runs: workflow_runs() }),
  };
}

function answerRepos(repos: readonly PlainRepo[], url: URL, nowMs: number): Answer {
  const page = Number(url.searchParams.get("page") ?? 1);
  const listed = repos.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map((repo) => {
    const startedMs = repo.runsAt(nowMs)[0]?.createdMs ?? repo.pushedMs;
    return { full_name: repo.name, archived: false, pushed_at: toIso(startedMs) };
  });
  const body = JSON.stringify(listed);
  const isLast = page * PAGE_SIZE >= repos.length;
  const link = `<${url.origin}${url.pathname}?page=${page + 1}>; rel="next"`;
  const newest = listed
    .map(({ pushed_at }) => pushed_at)
    .sort()
    .at(-1);
  const etag = `W/"${page}-${newest}"`;
  return { etag, headers: isLast ? {} : { link }, body: () => body };
}

const toIso = (atMs: number) => new Date(atMs).toISOString().replace(/\.\d+Z$/u, "Z");

/** A run as GitHub tells of it. */
export function toRawRun(repo: Pick<PlainRepo, "name">, run: PlainRun) {
  return {
    id: run.id,
    name: run.workflow,
    path: `.github/workflows/${run.workflow}.yml`,
    head_branch: run.branch,
    head_sha: "9f31c0e5d2b14d1f8a7c6b5e4f3a2b1c0d9e8f7a",
    run_number: run.number,
    run_attempt: 1,
    event: "push",
    status: run.status,
    conclusion: run.conclusion,
    created_at: toIso(run.createdMs),
    run_started_at: toIso(run.createdMs),
    updated_at: toIso(run.updatedMs),
    html_url: `https://github.invalid/${repo.name}/actions/runs/${run.id}`,
    actor: { login: "ana" },
    head_commit: { message: "Fix token refresh" },
    repository: { full_name: repo.name },
  };
}
