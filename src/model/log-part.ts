import type { LogChunk } from "./run-detail.ts";

/** Bytes of a log. */
export interface LogPart {
  /** Where they begin in it. */
  readonly start: number;
  readonly bytes: Uint8Array;
}

const LINE_END = 0x0a;

/**
 * What there is of a log behind its first `offset` bytes; null wants its end, however far back the part
 * goes. A part that begins later than that is read from its first whole line. A character that has not
 * come whole is left for the next time, unless the log is at its end. One that has become shorter has
 * nothing new.
 */
export function toLogChunk(
  { start, bytes }: LogPart,
  offset: number | null,
  isComplete: boolean,
): LogChunk {
  const length = start + bytes.byteLength;
  const from = offset ?? 0;
  if (length < from) return { text: "", position: String(length), isComplete };
  const fresh = bytes.subarray(Math.max(0, from - start));
  const whole = isComplete ? fresh : fresh.subarray(0, fresh.byteLength - countUnfinished(fresh));
  const behind = fresh.byteLength - whole.byteLength;
  const missing = Math.max(0, start - from);
  return { ...decodePart(whole, missing), position: String(length - behind), isComplete };
}

/** The text of bytes before which `missing` were left out: then from their first whole line. */
export function decodePart(bytes: Uint8Array, missing: number): Pick<LogChunk, "text" | "skipped"> {
  if (missing === 0) return { text: decode(bytes) };
  const end = bytes.indexOf(LINE_END);
  // A log without lines, such as a progress bar's, is shown from where it was cut.
  const broken = end === -1 ? countContinuation(bytes) : end + 1;
  return { text: decode(bytes.subarray(broken)), skipped: missing + broken };
}

function decode(bytes: Uint8Array): string {
  // A mark of the byte order, as GitHub puts it first, is no text.
  return new TextDecoder("utf-8").decode(bytes);
}

function countContinuation(bytes: Uint8Array): number {
  let count = 0;
  while (count < 3 && ((bytes[count] ?? 0) & 0xc0) === 0x80) count += 1;
  return count;
}

/** How many bytes at the end are the beginning of a UTF-8 character: 0 to 3. */
function countUnfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.byteLength); back += 1) {
    const byte = bytes[bytes.byteLength - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return lengthOf(byte) > back ? back : 0;
  }
  return 0;
}

function lengthOf(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}
