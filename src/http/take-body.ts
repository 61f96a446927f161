import type { Deadline } from "./deadline.ts";
import type { ArrivingAnswer } from "./transport-fetch.ts";

/**
 * Gets the body of a successful answer piece by piece, as it comes, and returns what is kept of it. It
 * may stop before the end, or read nothing at all: the rest is then not downloaded.
 */
export type BodyTaker = (
  pieces: AsyncIterable<Uint8Array>,
  response: ArrivingAnswer,
) => Promise<Uint8Array<ArrayBuffer>>;

/** What happens on the way of a body. */
export interface BodyWatch {
  /** Restarted with every piece that is waited for, so that it ends silence and no long download. */
  readonly deadline: Deadline;
  readonly onPiece: (bytes: number) => void;
}

/** Hands a body to a taker; rejects with what the download or the taker failed of. */
export async function takeBody(
  response: ArrivingAnswer,
  take: BodyTaker,
  watch: BodyWatch,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await take(listPieces(response, watch), response);
  } finally {
    watch.deadline.pause();
    await response.body?.cancel().catch(() => {});
  }
}

async function* listPieces(
  { body }: ArrivingAnswer,
  { deadline, onPiece }: BodyWatch,
): AsyncGenerator<Uint8Array> {
  if (!body) return;
  for await (const piece of body) {
    // What is done with a piece, such as writing it to a slow disk, is not the server's time.
    deadline.pause();
    onPiece(piece.byteLength);
    yield piece;
    deadline.restart();
  }
}
