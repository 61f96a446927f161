import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { ListRunsRequest, ListRunsResult } from "../../model/provider.ts";
import { ProviderError } from "../../model/provider-error.ts";
import { isUnfinished } from "../../model/run-status.ts";
import { type GithubClient, PAGE_SIZE } from "./client.ts";
import type { GithubAnswer } from "./octokit-call.ts";
import { readAnswer } from "./read-answer.ts";
import { readField } from "./read-json.ts";
import { toRepoName } from "./repo-name.ts";
import { formatCursor, parseCursor, type RunCursor } from "./run-cursor.ts";
import { type Draft, toDraft } from "./run-draft.ts";
import { readSingles } from "./single-runs.ts";
import { addWorkflows, nameWorkflow, renameWorkflow } from "./workflow-names.ts";

/** A thousand runs: what an hour offline may hide in a busy repository. */
const MAX_PAGES = 10;

interface Page {
  /** What the next poll needs to know of it. */
  readonly mark: Pick<RunCursor, "etag" | "unfinished">;
  /** None where the page is as it was. */
  readonly drafts: readonly Draft[];
  /** Runs on it that have not changed, as they were given. */
  readonly unchanged: readonly PipelineRun[];
  readonly hasMore: boolean;
  readonly pollAfterMs: number | null;
}

/**
 * Creates the poll of a repository: one request for all its branches and workflows while nothing has
 * changed, further pages only for what came since the cursor, single runs only for unfinished ones
 * that have left the pages read. Nothing is remembered but the cursor.
 */
export function createRunLister(
  client: GithubClient,
  source: string,
): (request: ListRunsRequest) => Promise<ListRunsResult> {
  async function readFirstPage(request: ListRunsRequest, cursor: RunCursor): Promise<Page> {
    const { etag } = cursor;
    const { target, signal } = request;
    const answer = await client.listRuns(toRepoName(target.id), 1, { etag, signal });
    if (!answer.isUnchanged) return parsePage(answer, request);
    const unchanged = request.unfinished.filter(({ id }) => cursor.unfinished.has(id));
    const { pollAfterMs } = answer;
    const mark = { etag, unfinished: cursor.unfinished };
    return { mark, drafts: [], unchanged, hasMore: false, pollAfterMs };
  }

  async function readPage(request: ListRunsRequest, number: number): Promise<Page> {
    const { target, signal } = request;
    const call = { etag: null, signal };
    return parsePage(await client.listRuns(toRepoName(target.id), number, call), request);
  }

  async function parsePage(answer: GithubAnswer, request: ListRunsRequest): Promise<Page> {
    const raws = readField(await readAnswer(answer, request.signal), "workflow_runs");
    if (!Array.isArray(raws)) {
      throw new ProviderError("bad-response", "the answer holds no list of workflow runs");
    }
    const { target } = request;
    const drafts = raws.flatMap((raw) => toDraft(raw, { source, target }) ?? []);
    const unfinished = drafts.filter(({ run }) => isUnfinished(run.status));
    const { etag, hasNextPage, pollAfterMs } = answer;
    return {
      mark: { etag, unfinished: new Set(unfinished.map(({ run }) => run.id)) },
      drafts,
      unchanged: [],
      hasMore: hasNextPage || raws.length >= PAGE_SIZE,
      pollAfterMs,
    };
  }

  return async (request) => {
    const cursor = parseCursor(request.cursor);
    const first = await readFirstPage(request, cursor);
    const found = new Map(first.drafts.map((draft) => [draft.run.id, draft]));
    let page = first;
    for (let number = 2; number <= MAX_PAGES && isAllNewer(page, cursor.newestRunId); number += 1) {
      page = await readPage(request, number);
      for (const draft of page.drafts) if (!found.has(draft.run.id)) found.set(draft.run.id, draft);
    }
    const answered = new Set([...found.keys(), ...first.unchanged.map(({ id }) => id)]);
    const gone = request.unfinished.filter(({ id }) => !answered.has(id));
    const singles = await readSingles(client, source, { request, gone, etags: cursor.singles });
    const drafts = [...found.values(), ...singles.drafts];
    const seen = drafts.map(({ run, path }) => ({ name: run.workflow, path }));
    const workflows = addWorkflows(cursor.workflows, seen);
    const newestRunId = Math.max(cursor.newestRunId, ...drafts.map(toNumber));
    const unchanged = [...first.unchanged, ...singles.unchanged];
    return {
      runs: [
        ...drafts.map(({ run, path }) =>
          withWorkflow(run, nameWorkflow({ name: run.workflow, path }, workflows)),
        ),
        ...unchanged.map((run) =>
          withWorkflow(run, renameWorkflow(run.workflow, cursor.workflows, workflows)),
        ),
      ],
      cursor: formatCursor({ ...first.mark, newestRunId, workflows, singles: singles.etags }),
      complete: false,
      pollAfterMs: first.pollAfterMs,
    };
  };
}

function withWorkflow(run: PipelineRun, workflow: string): PipelineRun {
  return workflow === run.workflow ? run : { ...run, workflow };
}

/** True where the runs known before may begin on a further page only. Without a cursor none are known. */
function isAllNewer({ drafts, hasMore }: Page, newestRunId: number): boolean {
  if (!hasMore || newestRunId === 0 || drafts.length === 0) return false;
  return drafts.every((draft) => toNumber(draft) > newestRunId);
}

function toNumber({ run }: Draft): number {
  const number = Number(run.id);
  return Number.isSafeInteger(number) ? number : 0;
}
