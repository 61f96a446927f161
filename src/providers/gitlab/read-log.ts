import { LRUCache } from "lru-cache";
import { ProviderError } from "../../model/provider-error.ts";
import type { Job, LogChunk } from "../../model/run-detail.ts";
import { readTail } from "./log-bytes.ts";
import type { BytesAnswer } from "./requester.ts";
import type { GitlabRunClient, TraceRequest } from "./run-client.ts";
import { toRunStatus } from "./transform.ts";
import { hasEnded, parseJobId } from "./transform-job.ts";

/** Reads the log of a job of a project from a position on, as the provider contract has it. */
export type LogReader = (
  project: string,
  job: Job,
  position: string | null,
  signal: AbortSignal,
) => Promise<LogChunk>;

/** Logs that are followed at a time. */
const MAX_FOLLOWED = 50;

/**
 * Creates the reader of one server's logs. A position is the number of bytes read. GitLab itself
 * sends all of a log whatever part is asked for, so what is known is cut off here; a proxy that keeps
 * parts apart is asked for the new part alone. Only the server knows that nothing will follow, so a
 * log that did not grow costs a look at its job.
 */
export function createLogReader(client: GitlabRunClient): LogReader {
  let hasRanges: boolean | null = null;
  const etags = new LRUCache<string, { etag: string; length: number }>({ max: MAX_FOLLOWED });

  async function readFrom(
    project: string,
    job: number,
    offset: number,
    signal: AbortSignal,
  ): Promise<BytesAnswer> {
    const key = `${project}\n${job}`;
    const known = etags.get(key);
    const etag = known?.length === offset ? known.etag : null;
    // One byte that is known goes along: a part that begins at the end of a file is refused.
    const from = hasRanges === false ? 0 : Math.max(0, offset - 1);
    const answer = await readTrace(project, job, { from, etag }, signal);
    if (answer.isUnchanged) return { ...answer, start: offset };
    if (from > 0) hasRanges = answer.start === from;
    if (answer.start !== from && answer.start !== 0) {
      return readTrace(project, job, { from: 0, etag: null }, signal);
    }
    if (answer.etag === null) etags.delete(key);
    else etags.set(key, { etag: answer.etag, length: answer.start + answer.bytes.byteLength });
    return answer;
  }

  /** A log that has become shorter (it was erased) does not hold the part asked for. */
  async function readTrace(
    project: string,
    job: number,
    request: TraceRequest,
    signal: AbortSignal,
  ): Promise<BytesAnswer> {
    try {
      return await client.readTrace(project, job, request, signal);
    } catch (error) {
      if (!(error instanceof ProviderError) || error.status !== 416) throw error;
      return await client.readTrace(project, job, { from: 0, etag: null }, signal);
    }
  }

  return async (project, job, position, signal) => {
    const id = parseJobId(job.id);
    if (id === null || id.isBridge) {
      throw new ProviderError("not-found", "a pipeline downstream has no log of its own");
    }
    const offset = parsePosition(position);
    const isOver = hasEnded(job.status);
    const first = readTail(await readFrom(project, id.number, offset, signal), offset, isOver);
    if (isOver || first.text !== "") return { ...first, isComplete: isOver };
    const { status } = await client.getJob(project, id.number, signal);
    if (!hasEnded(toRunStatus(status))) return { ...first, isComplete: false };
    // Between the two answers its last lines may have come.
    const end = Number(first.position);
    const rest = readTail(await readFrom(project, id.number, end, signal), end, true);
    return { ...rest, isComplete: true };
  };
}

function parsePosition(position: string | null): number {
  const offset = Number(position ?? 0);
  return Number.isSafeInteger(offset) && offset >= 0 ? offset : 0;
}
