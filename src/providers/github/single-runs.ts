import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { ListRunsRequest } from "../../model/provider.ts";
import { ProviderError } from "../../model/provider-error.ts";
import { isUnfinished } from "../../model/run-status.ts";
import type { GithubClient } from "./client.ts";
import { readAnswer } from "./read-answer.ts";
import { toRepoName } from "./repo-name.ts";
import { type Draft, toDraft } from "./run-draft.ts";

/** Unfinished runs that are on no page read. */
export interface SinglesRequest {
  readonly request: ListRunsRequest;
  readonly gone: readonly PipelineRun[];
  /** What the last answers about them gave, by their ids. */
  readonly etags: ReadonlyMap<string, string>;
}

/** What became of them; a run in neither list has been deleted. */
export interface SinglesAnswer {
  readonly drafts: readonly Draft[];
  /** As they were given. */
  readonly unchanged: readonly PipelineRun[];
  /** Of those that have still not ended. */
  readonly etags: ReadonlyMap<string, string>;
}

/** Asks for unfinished runs one by one, each conditionally. */
export async function readSingles(
  client: GithubClient,
  source: string,
  { request, gone, etags }: SinglesRequest,
): Promise<SinglesAnswer> {
  const { target, signal } = request;
  const drafts: Draft[] = [];
  const unchanged: PipelineRun[] = [];
  const next = new Map<string, string>();

  async function readSingle(run: PipelineRun): Promise<void> {
    const runId = Number(run.id);
    if (!Number.isSafeInteger(runId)) return;
    const etag = etags.get(run.id) ?? null;
    const answer = await client.getRun(toRepoName(target.id), runId, { etag, signal });
    if (answer.isUnchanged) {
      unchanged.push(run);
      if (etag !== null) next.set(run.id, etag);
      return;
    }
    const draft = toDraft(await readAnswer(answer, signal), { source, target });
    if (draft === null) return;
    drafts.push(draft);
    const isOver = !isUnfinished(draft.run.status);
    if (answer.etag !== null && !isOver) next.set(draft.run.id, answer.etag);
  }

  await Promise.all(gone.map((run) => readSingle(run).catch(passOverIfDeleted)));
  return { drafts, unchanged, etags: next };
}

/** A run can be deleted; the repository itself has just answered. */
function passOverIfDeleted(error: unknown): void {
  if (error instanceof ProviderError && error.kind === "not-found") return;
  throw error;
}
