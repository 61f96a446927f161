import { feedSink } from "../../http/feed-sink.ts";
import { keepTail } from "../../http/keep-tail.ts";
import type { BodyTaker } from "../../http/take-body.ts";
import { LOG_WINDOW_BYTES } from "../../model/log-cut.ts";
import { decodePart } from "../../model/log-part.ts";
import type { Provider } from "../../model/provider.ts";
import type { LogChunk } from "../../model/run-detail.ts";
import { toBuildId } from "./build-of-run.ts";
import { asCount } from "./raw-json.ts";
import type { BuildId, JenkinsRunClient } from "./run-client.ts";

const NOTHING = new Uint8Array(0);

/**
 * Creates the readers of logs. A position is where the next piece begins, in bytes of Jenkins's own. Every
 * job has the log of its whole build: what the Pipeline REST API hands out of a single step is cut to its
 * last 10 KiB, holds markup, and cannot be followed from a position.
 */
export function createLogReader(
  client: JenkinsRunClient,
): Required<Pick<Provider, "readLog" | "copyLog">> {
  async function read(build: BuildId, wish: Wish, signal: AbortSignal): Promise<Piece> {
    const taker = createPieceTaker(wish);
    await client.readLog(build, wish.start, taker.take, signal);
    return taker.result();
  }

  return {
    async readLog(run, _job, position, signal) {
      const build = toBuildId(run);
      const at = parsePosition(position);
      const wish = { start: at ?? 0, isCut: false, mayLeaveUnread: at === null };
      const first = await read(build, wish, signal);
      if (first.unread === null) return first.chunk;
      // Only an answer tells how long the log is.
      const start = first.unread - LOG_WINDOW_BYTES;
      return (await read(build, { start, isCut: true, mayLeaveUnread: false }, signal)).chunk;
    },
    copyLog: (run, _job, sink, signal) => client.copyLog(toBuildId(run), feedSink(sink), signal),
  };
}

interface Wish {
  readonly start: number;
  /** True where what is before `start` was left out, and where it may lie within a line. */
  readonly isCut: boolean;
  /** True where of a long log only the length is wanted. */
  readonly mayLeaveUnread: boolean;
}

interface Piece {
  readonly chunk: LogChunk;
  /** The length of the log that was left unread, else null. */
  readonly unread: number | null;
}

function createPieceTaker({ start, isCut, mayLeaveUnread }: Wish) {
  const nothing = { text: "", position: String(start), isComplete: false };
  let piece: Piece = { chunk: nothing, unread: null };
  const take: BodyTaker = async (pieces, { headers }) => {
    const told = asCount(Number.parseInt(headers.get("x-text-size") ?? "", 10));
    if (mayLeaveUnread && told !== null && told > 2 * LOG_WINDOW_BYTES) {
      piece = { ...piece, unread: told };
      return NOTHING;
    }
    const tail = await keepTail(pieces, LOG_WINDOW_BYTES);
    const missing = (isCut ? start : 0) + tail.skipped;
    const size = told ?? start + tail.skipped + tail.bytes.byteLength;
    const isComplete = headers.get("x-more-data") !== "true";
    const chunk = { ...decodePart(tail.bytes, missing), position: String(size), isComplete };
    piece = { chunk, unread: null };
    return NOTHING;
  };
  return { take, result: () => piece };
}

function parsePosition(position: string | null): number | null {
  return position !== null && /^\d{1,15}$/u.test(position) ? Number(position) : null;
}
