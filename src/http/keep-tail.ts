/** The end of something longer. */
export interface Tail {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** How many bytes came before them. */
  readonly skipped: number;
}

const FIRST_SIZE = 65_536;

/**
 * Reads pieces to their end and keeps the last `maxBytes`, in a ring: memory stays near twice that.
 * Pieces are copied and let go at once, since a queue of them would outlive the collector's first look.
 */
export async function keepTail(pieces: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Tail> {
  let ring = new Uint8Array(Math.min(FIRST_SIZE, maxBytes));
  let total = 0;
  for await (const piece of pieces) {
    ring = grow(ring, Math.min(maxBytes, total + piece.byteLength), maxBytes);
    const skip = Math.max(0, piece.byteLength - maxBytes);
    write(ring, piece.subarray(skip), (total + skip) % maxBytes);
    total += piece.byteLength;
  }
  const bytes = unroll(ring, total, maxBytes);
  return { bytes, skipped: total - bytes.byteLength };
}

// A ring that can still grow has not gone round yet.
function grow(ring: Uint8Array<ArrayBuffer>, needed: number, maxBytes: number) {
  if (needed <= ring.byteLength) return ring;
  const larger = new Uint8Array(Math.min(maxBytes, Math.max(needed, 2 * ring.byteLength)));
  larger.set(ring);
  return larger;
}

function write(ring: Uint8Array, piece: Uint8Array, at: number): void {
  const first = piece.subarray(0, ring.byteLength - at);
  ring.set(first, at);
  ring.set(piece.subarray(first.byteLength), 0);
}

function unroll(ring: Uint8Array<ArrayBuffer>, total: number, maxBytes: number) {
  if (total <= maxBytes) return ring.subarray(0, total);
  const at = total % maxBytes;
  const bytes = new Uint8Array(maxBytes);
  bytes.set(ring.subarray(at));
  bytes.set(ring.subarray(0, at), maxBytes - at);
  return bytes;
}
