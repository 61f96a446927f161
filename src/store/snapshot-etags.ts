import type { SavedEtags, SavedState } from "./saved-state.ts";
import { checkList, checkText } from "./snapshot-check.ts";

type Etags = SavedState["etags"];

// An address with a credential in it, which none of ours has, is not kept for the next start.
const SECRET = /^https?:\/\/[^/?#\s]*@|[?&](?:[\w-]*token|[\w-]*secret|password|api_?key)=/iu;
const MAX_KEY_LENGTH = 4_000;
// What may stand in a header: https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3
const ETAG = /^[!-~\u0080-\u00ff]{1,500}$/u;

/** Writes ETags by source, without those of an address that holds a credential. */
export function packEtags(etags: Etags): readonly unknown[] {
  return Object.entries(etags).map(([source, list]) => [source, list.filter(isFit)]);
}

/** Reads ETags; one that is not ours is left out, which costs a request at most. */
export function unpackEtags(value: unknown): Etags {
  return Object.fromEntries(
    checkList(value).map((entry): readonly [string, SavedEtags] => {
      const [source, list] = checkList(entry);
      return [checkText(source), checkList(list).filter(isFit)];
    }),
  );
}

function isFit(entry: unknown): entry is readonly [key: string, etag: string] {
  if (!Array.isArray(entry) || entry.length !== 2) return false;
  const [key, etag]: unknown[] = entry;
  if (typeof key !== "string" || typeof etag !== "string") return false;
  return key.length <= MAX_KEY_LENGTH && ETAG.test(etag) && !SECRET.test(key);
}
