/** The end of something longer. */
export interface Tail {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** How many bytes came before them. */
  readonly skipped: number;
}

/** Reads pieces to their end and keeps the last `maxBytes`: what is in memory stays near that. */
export async function keepTail(pieces: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Tail> {
  const kept: Uint8Array[] = [];
  let held = 0;
  let total = 0;
  for await (const piece of pieces) {
    kept.push(piece);
    held += piece.byteLength;
    total += piece.byteLength;
    for (let [first] = kept; first && held - first.byteLength >= maxBytes; [first] = kept) {
      held -= first.byteLength;
      kept.shift();
    }
  }
  const bytes = join(kept, held).subarray(Math.max(0, held - maxBytes));
  return { bytes, skipped: total - bytes.byteLength };
}

function join(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.byteLength;
  }
  return bytes;
}
