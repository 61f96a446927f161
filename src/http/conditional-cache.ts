import { LRUCache } from "lru-cache";

/** An answer worth asking about again with `If-None-Match`. */
export interface CachedResponse {
  readonly etag: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Answers by request, so that an unchanged one costs no quota and no bytes. */
export interface ConditionalCache {
  get(key: string): CachedResponse | undefined;
  set(key: string, response: CachedResponse): void;
}

const MAX_ENTRIES = 2_000;
const MAX_BYTES = 64 * 1024 * 1024;

/** Creates a cache that forgets what was not asked for longest, {@link MAX_BYTES} at most. */
export function createConditionalCache(): ConditionalCache {
  return new LRUCache<string, CachedResponse>({
    max: MAX_ENTRIES,
    maxSize: MAX_BYTES,
    maxEntrySize: MAX_BYTES / 8,
    sizeCalculation: (response) => response.body.byteLength + 1_000,
  });
}
