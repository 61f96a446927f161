import { LRUCache } from "lru-cache";
import type { AnswerHeaders } from "./header-list.ts";

/** An answer worth asking about again with `If-None-Match`. */
export interface CachedResponse {
  readonly etag: string;
  readonly headers: AnswerHeaders;
  readonly body: Uint8Array<ArrayBuffer>;
}

const MAX_ENTRIES = 2_000;
const MAX_BYTES = 32 * 1024 * 1024;

/** Creates a cache by request, which forgets what was not asked for longest, {@link MAX_BYTES} at most. */
export function createConditionalCache(): LRUCache<string, CachedResponse> {
  return new LRUCache({
    max: MAX_ENTRIES,
    maxSize: MAX_BYTES,
    maxEntrySize: MAX_BYTES / 8,
    sizeCalculation: (response) => response.body.byteLength + 1_000,
  });
}
