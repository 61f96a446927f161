import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { ListRunsRequest, ListRunsResult } from "../../model/provider.ts";
import { ProviderError, toProviderError } from "../../model/provider-error.ts";
import { type GithubAnswer, type GithubClient, PAGE_SIZE } from "./client.ts";
import { readField } from "./read-json.ts";
import { toRepoName } from "./repo-name.ts";
import { formatCursor, parseCursor } from "./run-cursor.ts";
import { toPipelineRun, toWorkflowPath } from "./transform.ts";
import { addWorkflows, nameWorkflow } from "./workflow-names.ts";

/** A thousand runs: what an hour offline may hide in a busy repository. */
const MAX_PAGES = 10;

/** A run under its workflow's plain name, and the file that may have to tell it apart. */
interface Draft {
  readonly run: PipelineRun;
  readonly path: string | null;
}

interface Page {
  readonly drafts: readonly Draft[];
  readonly hasMore: boolean;
  readonly pollAfterMs: number | null;
}

/**
 * Creates the poll of a repository: one request for all its branches and workflows while nothing has
 * changed, further pages only for what came since the cursor, single runs only for unfinished ones
 * that have left the pages read.
 */
export function createRunLister(
  client: GithubClient,
  source: string,
): (request: ListRunsRequest) => Promise<ListRunsResult> {
  // A first page as last parsed, for the polls that find it unchanged.
  const firstPages = new Map<string, Page>();

  async function readPage(request: ListRunsRequest, number: number): Promise<Page> {
    const { target, signal } = request;
    const answer = await client.listRuns(toRepoName(target.id), number, signal);
    const known = number === 1 && answer.isUnchanged ? firstPages.get(target.id) : undefined;
    if (known) return { ...known, pollAfterMs: answer.pollAfterMs };
    const page = await parsePage(answer, request);
    if (number === 1) firstPages.set(target.id, page);
    return page;
  }

  async function parsePage(answer: GithubAnswer, request: ListRunsRequest): Promise<Page> {
    const raws = readField(await readJson(answer, request.signal), "workflow_runs");
    if (!Array.isArray(raws)) {
      throw new ProviderError("bad-response", "the answer holds no list of workflow runs");
    }
    const drafts = raws.flatMap((raw) => toDraft(raw, request) ?? []);
    const { hasNextPage, pollAfterMs } = answer;
    return { drafts, hasMore: hasNextPage || raws.length >= PAGE_SIZE, pollAfterMs };
  }

  function toDraft(raw: unknown, { target }: ListRunsRequest): Draft | null {
    const run = toPipelineRun(raw, { source, target });
    return run && { run, path: toWorkflowPath(raw) };
  }

  async function readSingle(id: string, request: ListRunsRequest): Promise<Draft | null> {
    const runId = Number(id);
    if (!Number.isSafeInteger(runId)) return null;
    try {
      const answer = await client.getRun(toRepoName(request.target.id), runId, request.signal);
      return toDraft(await readJson(answer, request.signal), request);
    } catch (error) {
      // A run can be deleted; the repository itself has just answered.
      if (error instanceof ProviderError && error.kind === "not-found") return null;
      throw error;
    }
  }

  return async (request) => {
    const cursor = parseCursor(request.cursor);
    const first = await readPage(request, 1);
    const found = new Map(first.drafts.map((draft) => [draft.run.id, draft]));
    let page = first;
    for (let number = 2; number <= MAX_PAGES && isAllNewer(page, cursor.newestRunId); number += 1) {
      page = await readPage(request, number);
      for (const draft of page.drafts) if (!found.has(draft.run.id)) found.set(draft.run.id, draft);
    }
    const gone = request.unfinished.filter(({ id }) => !found.has(id));
    for (const draft of await Promise.all(gone.map(({ id }) => readSingle(id, request)))) {
      if (draft) found.set(draft.run.id, draft);
    }
    const drafts = [...found.values()];
    const seen = drafts.map(({ run, path }) => ({ name: run.workflow, path }));
    const workflows = addWorkflows(cursor.workflows, seen);
    const newestRunId = Math.max(cursor.newestRunId, ...drafts.map(toNumber));
    return {
      runs: drafts.map(({ run, path }) => {
        const workflow = nameWorkflow({ name: run.workflow, path }, workflows);
        return workflow === run.workflow ? run : { ...run, workflow };
      }),
      cursor: formatCursor({ newestRunId, workflows }),
      complete: false,
      pollAfterMs: first.pollAfterMs,
    };
  };
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

async function readJson(answer: GithubAnswer, signal: AbortSignal): Promise<unknown> {
  try {
    return await answer.json();
  } catch (error) {
    signal.throwIfAborted();
    throw toProviderError(error);
  }
}
