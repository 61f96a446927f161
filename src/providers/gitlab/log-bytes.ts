/** A file's bytes from `start` on. */
export interface FilePart {
  readonly start: number;
  readonly bytes: Uint8Array;
}

/**
 * The text behind the first `offset` bytes of a file, and how many bytes are read with it. A character
 * that has not come whole is left for the next time, unless the file is at its end. A file that has
 * become shorter has nothing new.
 */
export function readTail(
  { start, bytes }: FilePart,
  offset: number,
  isEnd: boolean,
): { readonly text: string; readonly position: string } {
  const length = start + bytes.byteLength;
  if (length < offset) return { text: "", position: String(length) };
  const fresh = bytes.subarray(Math.max(0, offset - start));
  const whole = isEnd ? fresh : fresh.subarray(0, fresh.byteLength - countUnfinished(fresh));
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(whole);
  return { text, position: String(offset + whole.byteLength) };
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
