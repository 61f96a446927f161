import pLimit from "p-limit";
import type { HttpClient } from "../../http/http-client.ts";
import { ANONYMOUS } from "../../model/access.ts";
import { isGlob } from "../../model/match-glob.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { ListRunsRequest, ListRunsResult, Provider } from "../../model/provider.ts";
import { answerForAbsent } from "./absent-runs.ts";
import { checkAccess } from "./check-access.ts";
import { createGitlabClient } from "./client.ts";
import { createCommitTitles } from "./commit-titles.ts";
import { formatCursor, keepWindow, type PollWindow, parseCursor, toWindow } from "./cursor.ts";
import { createProjectDiscovery } from "./discover.ts";
import { fillIn, isComplete, shaOf } from "./fill-in.ts";
import { noteHeard, pickWanted, sortListing, uniqueById } from "./listing.ts";
import { listWaiting, readPast } from "./past-successes.ts";
import { createPipelineDetails, type KnownPipeline } from "./pipeline-details.ts";
import { createPollMemories, type PollMemory } from "./poll-memory.ts";
import type { RawPipeline } from "./raw.ts";
import { createRunActions } from "./run-actions.ts";
import { createGitlabRunClient } from "./run-client.ts";
import { createRunDetails } from "./run-details.ts";
import { createSideRequests } from "./side-requests.ts";
import { isChildPipeline, toPipelineRun } from "./transform.ts";

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
  const { token } = options;
  const client = createGitlabClient({ url, token, http });
  const single = {
    client: createGitlabRunClient({ url, token, http }),
    url,
    hasToken: token !== null,
  };
  const details = createPipelineDetails(client);
  const titles = createCommitTitles(client, now);
  const sources = { details, titles };
  const discovery = createProjectDiscovery({ client, url, projects });
  const memoryOf = createPollMemories();
  const limit = pLimit(MAX_SIDE_REQUESTS);

  function toRun(repo: string, { raw, hasAllowedFailure }: KnownPipeline): PipelineRun {
    const sha = shaOf(raw);
    const commitTitle = sha === null ? null : (titles.get(repo, sha) ?? null);
    return toPipelineRun(raw, { source, url, repo, commitTitle, hasAllowedFailure });
  }

  async function listRuns(request: ListRunsRequest): Promise<ListRunsResult> {
    const { target, unfinished, signal } = request;
    const project = target.id;
    if (isGlob(project)) throw discovery.explain(project);
    const memory = memoryOf(project);
    const window = recallWindow(request.cursor, memory);
    const answer = await client.listPipelines(
      project,
      {
        updatedAfter: window?.from ?? null,
        etag: window?.etag ?? null,
        maxPages: window === null ? 1 : MAX_PAGES,
      },
      signal,
    );
    const isKnown = (raw: RawPipeline) => isComplete(sources, project, raw);
    const listing = sortListing(answer, window, isKnown);

    const requests = createSideRequests(limit, signal);
    noteHeard(memory, unfinished, listing, now());
    const absent = await answerForAbsent(
      {
        project,
        runs: unfinished.filter((run) => !listing.ids.has(run.id)),
        isWindow: window !== null,
        heardAtMs: memory.heardAtMs,
        nowMs: now(),
      },
      details,
      requests,
      signal,
    );
    const asked = new Set(unfinished.map((run) => run.id));
    const checked = absent.read.map((it) => it.raw).filter((raw) => !isChildPipeline(raw));
    for (const raw of [...pickWanted(listing, asked, window), ...checked]) {
      memory.backlog.set(raw.id, raw);
    }
    const filled = await workOff(memory, isKnown, () =>
      fillIn(sources, project, [...memory.backlog.values()], requests, signal),
    );

    const isRead = (raw: RawPipeline) => details.isKnown(project, raw);
    const waiting = (window?.past ?? []).filter((raw) => !isRead(raw));
    // The first poll is waited for, and what the rows show goes before: both leave the past alone.
    const due = memory.backlog.size > 0 ? [] : waiting;
    const measures = await readPast(project, due, details, requests, signal);

    const told = uniqueById([...listing.open, ...checked, ...filled, ...measures]);
    const runs = told.map((raw) => toRun(project, details.describe(project, raw)));
    const toldIds = new Set(runs.map((run) => run.id));
    const asBefore = unfinished.filter(({ id }) => listing.ids.has(id) && !toldIds.has(id));
    const hasBacklog = memory.backlog.size > 0;
    const { etag, pipelines } = answer;
    const left = { hasBacklog, past: listWaiting(waiting, listing.open, isRead) };
    const completed = new Set([...filled, ...measures].filter(isRead).map((raw) => raw.id));
    const isSettled = (raw: RawPipeline) => isRead(raw) || listing.isSettled(raw);
    const next =
      answer.isUnchanged && window !== null
        ? keepWindow(window, completed, left)
        : toWindow({ listed: pipelines, etag, ...left, isComplete: isSettled }, window);
    const retryAtMs = requests.retryAtMs();
    return {
      runs: [...runs, ...asBefore, ...absent.unchanged],
      cursor: next && formatCursor(next),
      complete: false,
      pollAfterMs: retryAtMs === null ? null : Math.max(0, retryAtMs - now()),
    };
  }

  return {
    kind: "gitlab",
    source,
    discoverTargets: discovery.discover,
    listRuns,
    quota: http.quota,
    checkAccess: async (signal) =>
      token === null ? ANONYMOUS : checkAccess(single.client, signal),
    ...createRunDetails(single),
    ...createRunActions(single),
  };
}

/** Leaves in the backlog what is still to be read after the reading. */
async function workOff(
  { backlog }: PollMemory,
  isKnown: (raw: RawPipeline) => boolean,
  read: () => Promise<readonly RawPipeline[]>,
): Promise<readonly RawPipeline[]> {
  for (const [id, raw] of backlog) if (isKnown(raw)) backlog.delete(id);
  const filled = await read();
  for (const raw of filled) if (isKnown(raw)) backlog.delete(raw.id);
  return filled;
}

/** A cursor written with work left is good only beside the memory of that work. */
function recallWindow(cursor: string | null, { backlog }: PollMemory): PollWindow | null {
  const window = parseCursor(cursor);
  return window?.hasBacklog && backlog.size === 0 ? null : window;
}
