import { ProviderError } from "../model/provider-error.ts";
import type { ArrivingAnswer } from "./transport-fetch.ts";

/** Reads a whole body; rejects as soon as it proves longer than `maxBytes`, and stops the download. */
export async function readBody(
  response: ArrivingAnswer,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!response.body) return new Uint8Array(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.byteLength;
    if (length > maxBytes) {
      // Leaving the loop by a throw cancels the stream.
      throw new ProviderError("bad-response", `the answer is longer than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  const body = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
}
