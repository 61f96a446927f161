import { LRUCache } from "lru-cache";
import { feedSink } from "../../http/feed-sink.ts";
import { type AskForPart, fetchEnd, fetchFrom } from "../../http/fetch-end.ts";
import { LOG_WINDOW_BYTES } from "../../model/log-cut.ts";
import { type LogPart, toLogChunk } from "../../model/log-part.ts";
import { ProviderError } from "../../model/provider-error.ts";
import type { Job, LogChunk, LogSink } from "../../model/run-detail.ts";
import type { ConditionalAnswer } from "./requester.ts";
import type { GitlabRunClient } from "./run-client.ts";
import { toRunStatus } from "./transform.ts";
import { hasEnded, parseJobId } from "./transform-job.ts";

/** Reads the logs of a project's jobs, as the provider contract has it. */
export interface LogReader {
  read(project: string, job: Job, position: string | null, signal: AbortSignal): Promise<LogChunk>;
  copy(project: string, job: Job, sink: LogSink, signal: AbortSignal): Promise<void>;
}

/** Logs that are followed at a time. */
const MAX_FOLLOWED = 50;

/**
 * Creates the reader of one server's logs. A position is the number of bytes read. GitLab itself
 * sends all of a log whatever part is asked for, so what is known is cut off here; a server that keeps
 * parts apart, such as the store of old logs, is asked for the new part alone. Only the server knows that
 * nothing will follow, so a log that did not grow costs a look at its job.
 */
export function createLogReader(client: GitlabRunClient): LogReader {
  const etags = new LRUCache<string, { etag: string; length: number }>({ max: MAX_FOLLOWED });

  async function readPart(
    project: string,
    job: number,
    offset: number | null,
    signal: AbortSignal,
  ): Promise<LogPart> {
    const key = `${project}\n${job}`;
    const known = etags.get(key);
    let wanted = known?.length === offset ? known.etag : null;
    let answer: ConditionalAnswer = { isUnchanged: false, etag: null };
    const ask: AskForPart = async (range, take) => {
      answer = await client.readTrace(project, job, { range, etag: wanted, take }, signal);
      // Asked once more it was not the answer that was wanted, changed or not.
      wanted = null;
    };
    const part =
      offset === null
        ? await fetchEnd(ask, LOG_WINDOW_BYTES)
        : // One byte that is known goes along: a part that begins at the end of a file is refused.
          await fetchFrom(ask, Math.max(0, offset - 1), LOG_WINDOW_BYTES);
    if (answer.isUnchanged && offset !== null) return { start: offset, bytes: part.bytes };
    if (answer.etag === null) etags.delete(key);
    else etags.set(key, { etag: answer.etag, length: part.start + part.bytes.byteLength });
    return part;
  }

  return {
    async read(project, job, position, signal) {
      const number = toJobNumber(job);
      const offset = parsePosition(position);
      const isOver = hasEnded(job.status);
      const first = toLogChunk(await readPart(project, number, offset, signal), offset, isOver);
      if (isOver || first.text !== "") return first;
      const { status } = await client.getJob(project, number, signal);
      if (!hasEnded(toRunStatus(status))) return first;
      // Between the two answers its last lines may have come.
      const end = Number(first.position);
      return toLogChunk(await readPart(project, number, end, signal), end, true);
    },
    async copy(project, job, sink, signal) {
      const request = { range: null, etag: null, take: feedSink(sink) };
      await client.readTrace(project, toJobNumber(job), request, signal);
    },
  };
}

function toJobNumber(job: Job): number {
  const id = parseJobId(job.id);
  if (id !== null && !id.isBridge) return id.number;
  throw new ProviderError("not-found", "a pipeline downstream has no log of its own");
}

function parsePosition(position: string | null): number | null {
  const offset = Number(position ?? Number.NaN);
  return Number.isSafeInteger(offset) && offset >= 0 ? offset : null;
}
