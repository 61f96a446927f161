import pLimit from "p-limit";
import type { HttpClient } from "../../http/http-client.ts";
import { toIsoTime } from "../../model/iso-time.ts";
import { isGlob } from "../../model/match-glob.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { ListRunsRequest, ListRunsResult, Provider } from "../../model/provider.ts";
import { isUnfinished } from "../../model/run-status.ts";
import { answerForAbsent } from "./absent-runs.ts";
import { createGitlabClient } from "./client.ts";
import { createCommitTitles } from "./commit-titles.ts";
import { type PollWindow, parseCursor, toCursor } from "./cursor.ts";
import { discoverProjects, toUnknownNamespace } from "./discover.ts";
import { fillIn, isComplete, pickShown, shaOf } from "./fill-in.ts";
import { createPipelineDetails, type KnownPipeline } from "./pipeline-details.ts";
import { createPollMemories, type PollMemory } from "./poll-memory.ts";
import { type RawPipeline, stampOf } from "./raw.ts";
import { createSideRequests } from "./side-requests.ts";
import { isChildPipeline, toPipelineRun, toRunStatus } from "./transform.ts";

/** What a GitLab source is made of. */
export interface GitlabProviderOptions {
  /** The configured source's name. */
  readonly source: string;
  /** The server's address as a person opens it, under a path prefix or not. */
  readonly url: string;
  /** A personal, project, group or OAuth token; null: anonymous, public projects only. */
  readonly token: string | null;
  /** Paths, globs and `!` exclusions. */
  readonly projects: readonly string[];
  readonly http: HttpClient;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Fewer than the http client lets through, so that lists never wait behind a queue of details. */
const MAX_SIDE_REQUESTS = 4;

/** Pages of 100 that a poll follows from its cursor; without one the newest page is the answer. */
const MAX_PAGES = 10;

/**
 * Creates the provider of one GitLab. A poll of a project in which nothing happens is one conditional
 * request; a change costs one more for the pipeline's page and one for a commit not seen before.
 */
export function createGitlabProvider(options: GitlabProviderOptions): Provider {
  const { source, projects, http, now } = options;
  const url = options.url.replace(/\/+$/u, "");
  const client = createGitlabClient({ url, token: options.token, http });
  const details = createPipelineDetails(client);
  const titles = createCommitTitles(client, now);
  const memoryOf = createPollMemories();
  const limit = pLimit(MAX_SIDE_REQUESTS);

  function toRun(repo: string, { raw, hasAllowedFailure }: KnownPipeline): PipelineRun {
    const sha = shaOf(raw);
    const commitTitle = sha === null ? null : (titles.get(repo, sha) ?? null);
    return toPipelineRun(raw, { source, url, repo, commitTitle, hasAllowedFailure });
  }

  async function listRuns(request: ListRunsRequest): Promise<ListRunsResult> {
    const { target, cursor, unfinished, signal } = request;
    const project = target.id;
    if (isGlob(project)) throw toUnknownNamespace(project, url);
    const window = parseCursor(cursor);
    const updatedAfter = window?.from ?? null;
    const maxPages = window === null ? 1 : MAX_PAGES;
    const answer = await client.listPipelines(project, { updatedAfter, maxPages }, signal);
    const listed = uniqueById(answer.filter((raw) => !isChildPipeline(raw)));

    const memory = memoryOf(project);
    const requests = createSideRequests(limit, signal);
    const known = new Set(listed.map((raw) => String(raw.id)));
    noteHeard(memory, unfinished, listed, now());
    const absent = await answerForAbsent(
      {
        project,
        runs: unfinished.filter((run) => !known.has(run.id)),
        isWindow: window !== null,
        heardAtMs: memory.heardAtMs,
        nowMs: now(),
      },
      details,
      requests,
      signal,
    );
    const fresh = noteStamps(memory, listed);
    const asked = new Set(unfinished.map((run) => run.id));
    const checked = absent.read.map((it) => it.raw).filter((raw) => !isChildPipeline(raw));
    for (const raw of [...pickWanted(listed, fresh, asked, window), ...checked]) {
      memory.backlog.set(raw.id, raw);
    }
    const filled = await workOff(project, memory, () =>
      fillIn({ details, titles }, project, [...memory.backlog.values()], requests, signal),
    );

    const runs = uniqueById([...listed, ...checked, ...filled]).map((raw) =>
      toRun(project, details.describe(project, raw)),
    );
    const retryAtMs = requests.retryAtMs();
    return {
      runs: [...runs, ...absent.unchanged],
      cursor: toCursor(answer, cursor),
      complete: false,
      pollAfterMs: retryAtMs === null ? null : Math.max(0, retryAtMs - now()),
    };
  }

  /** Leaves in the backlog what is still to be read after the reading. */
  async function workOff(
    project: string,
    { backlog }: PollMemory,
    read: () => Promise<readonly RawPipeline[]>,
  ): Promise<readonly RawPipeline[]> {
    for (const [id, raw] of backlog) {
      if (isComplete({ details, titles }, project, raw)) backlog.delete(id);
    }
    const filled = await read();
    for (const raw of filled) {
      if (isComplete({ details, titles }, project, raw)) backlog.delete(raw.id);
    }
    return filled;
  }

  return {
    kind: "gitlab",
    source,
    discoverTargets: (signal) => discoverProjects({ client, url, projects }, signal),
    listRuns,
    quota: http.quota,
  };
}

/** A page that shifts while it is read shows a pipeline twice; the first one is the newer. */
function uniqueById(pipelines: readonly RawPipeline[]): readonly RawPipeline[] {
  const unique = new Map<number, RawPipeline>();
  for (const raw of pipelines) if (!unique.has(raw.id)) unique.set(raw.id, raw);
  return [...unique.values()];
}

/** The listed pipelines worth their details: on show, unfinished, or just ended. */
function pickWanted(
  listed: readonly RawPipeline[],
  fresh: ReadonlySet<RawPipeline>,
  asked: ReadonlySet<string>,
  window: PollWindow | null,
): readonly RawPipeline[] {
  const shown = pickShown(listed);
  return listed.filter((raw) => {
    if (shown.has(raw) || asked.has(String(raw.id))) return true;
    if (isUnfinished(toRunStatus(raw.status))) return true;
    return window !== null && fresh.has(raw) && (toIsoTime(raw.updated_at) ?? "") > window.seen;
  });
}

/** The pipelines that the last list did not hold as they are now. */
function noteStamps(
  { stamps }: PollMemory,
  listed: readonly RawPipeline[],
): ReadonlySet<RawPipeline> {
  const fresh = new Set(listed.filter((raw) => stamps.get(raw.id) !== stampOf(raw)));
  stamps.clear();
  for (const raw of listed) stamps.set(raw.id, stampOf(raw));
  return fresh;
}

/** Notes of which unfinished pipelines this answer speaks, and forgets those that have ended. */
function noteHeard(
  { heardAtMs }: PollMemory,
  unfinished: readonly PipelineRun[],
  listed: readonly RawPipeline[],
  nowMs: number,
): void {
  const ids = new Set(unfinished.map((run) => run.id));
  for (const id of heardAtMs.keys()) if (!ids.has(id)) heardAtMs.delete(id);
  for (const raw of listed) {
    if (isUnfinished(toRunStatus(raw.status))) heardAtMs.set(String(raw.id), nowMs);
  }
}
