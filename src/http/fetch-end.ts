import type { LogPart } from "../model/log-part.ts";
import { ProviderError } from "../model/provider-error.ts";
import { keepTail } from "./keep-tail.ts";
import type { BodyTaker } from "./take-body.ts";
import type { ArrivingAnswer } from "./transport-fetch.ts";

/** Asks for a file, or for a part of it, the value of a `Range` header; a server may send all the same. */
export type AskForPart = (range: string | null, take: BodyTaker) => Promise<unknown>;

/** How a server refuses a part it cannot give: of an empty file, or in a form that it does not know. */
const REFUSALS: readonly (number | null)[] = [400, 416];

const NOTHING = new Uint8Array(0);

/**
 * Reads the last `maxBytes` of a file of any length, in memory that is bounded by them. A server that
 * knows parts sends no more than that: some want the end by its length, others (Azure, where GitHub keeps
 * its logs) only by its first byte, which the length of the whole then tells. From any other the file is
 * read through.
 * https://learn.microsoft.com/en-us/rest/api/storageservices/specifying-the-range-header-for-blob-service-operations
 */
export async function fetchEnd(ask: AskForPart, maxBytes: number): Promise<LogPart> {
  const first = await read(ask, { range: `bytes=-${maxBytes}`, maxBytes, mayLeaveUnread: true });
  if (first.unread === null) return first.part;
  const range = `bytes=${first.unread - maxBytes}-`;
  return (await read(ask, { range, maxBytes, mayLeaveUnread: false })).part;
}

/** Reads what is behind `from`, at most the last `maxBytes` of it; the part tells where it begins. */
export async function fetchFrom(ask: AskForPart, from: number, maxBytes: number): Promise<LogPart> {
  const range = from > 0 ? `bytes=${from}-` : null;
  return (await read(ask, { range, maxBytes, mayLeaveUnread: false })).part;
}

interface Wish {
  /** Null for the whole. */
  readonly range: string | null;
  readonly maxBytes: number;
  /** True where a file that can be had in parts need not be read through. */
  readonly mayLeaveUnread: boolean;
}

interface Outcome {
  readonly part: LogPart;
  /** The length of the file that was left unread, else null. */
  readonly unread: number | null;
}

async function read(ask: AskForPart, wish: Wish): Promise<Outcome> {
  const { range } = wish;
  const taker = createEndTaker(wish);
  try {
    await ask(range, taker.take);
    const outcome = taker.result();
    // A part that does not say which is none.
    if (range === null || !Number.isNaN(outcome.part.start)) return outcome;
  } catch (error) {
    const isRefused = error instanceof ProviderError && REFUSALS.includes(error.status);
    if (!isRefused || range === null) throw error;
  }
  return read(ask, { ...wish, range: null, mayLeaveUnread: false });
}

function createEndTaker({ maxBytes, mayLeaveUnread }: Wish) {
  let outcome: Outcome = { part: { start: 0, bytes: NOTHING }, unread: null };
  const take: BodyTaker = async (pieces, response) => {
    const length = mayLeaveUnread ? readDivisibleLength(response) : 0;
    if (length > 2 * maxBytes) {
      outcome = { ...outcome, unread: length };
      return NOTHING;
    }
    const { bytes, skipped } = await keepTail(pieces, maxBytes);
    outcome = { part: { start: readStart(response) + skipped, bytes }, unread: null };
    return NOTHING;
  };
  return { take, result: () => outcome };
}

/** The length of a file that came whole although its server gives parts too; else 0. */
function readDivisibleLength({ status, headers }: ArrivingAnswer): number {
  const isDivisible = status === 200 && headers.get("accept-ranges") === "bytes";
  const isPlain = !headers.has("content-encoding");
  return isDivisible && isPlain ? Number(headers.get("content-length") ?? 0) : 0;
}

/** Where the body begins in the file; NaN where a part does not tell. */
function readStart({ status, headers }: ArrivingAnswer): number {
  if (status !== 206) return 0;
  return Number(/^bytes (\d+)-/u.exec(headers.get("content-range") ?? "")?.[1] ?? Number.NaN);
}
