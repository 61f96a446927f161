import { LRUCache } from "lru-cache";

/** An answer worth asking about again with `If-None-Match`. */
export interface CachedResponse {
  readonly etag: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array<ArrayBuffer>;
}

/** What answers are remembered by: their requests. */
export interface ConditionalCache {
  /** Whole answers, for callers that need them again. */
  readonly answers: LRUCache<string, CachedResponse>;
  /** ETags alone, for callers that keep what an answer meant. */
  readonly etags: LRUCache<string, string>;
}

const MAX_ANSWERS = 2_000;
const MAX_BYTES = 32 * 1024 * 1024;

/** Enough for a thousand repositories and their unfinished runs. */
const MAX_ETAGS = 5_000;

/** Creates a cache that forgets what was not asked for longest, {@link MAX_BYTES} at most. */
export function createConditionalCache(
  etags: Iterable<readonly [key: string, etag: string]> = [],
): ConditionalCache {
  const cache = {
    answers: new LRUCache<string, CachedResponse>({
      max: MAX_ANSWERS,
      maxSize: MAX_BYTES,
      maxEntrySize: MAX_BYTES / 8,
      sizeCalculation: (response) => response.body.byteLength + 1_000,
    }),
    etags: new LRUCache<string, string>({ max: MAX_ETAGS }),
  };
  for (const [key, etag] of etags) cache.etags.set(key, etag);
  return cache;
}
