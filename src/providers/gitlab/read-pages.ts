import { callSdk } from "../../http/call-sdk.ts";
import { ProviderError } from "../../model/provider-error.ts";
import { isRecord } from "./raw.ts";

/** The longest page GitLab gives. */
export const PER_PAGE = 100;

/** Reads the pages of a list, `maxPages` at most; `ask` asks gitbeaker for one, with `showExpanded`. */
export async function readPages(
  signal: AbortSignal,
  maxPages: number,
  ask: (page: number) => Promise<unknown>,
): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  let page: number | null = 1;
  for (let count = 0; page !== null && count < maxPages; count += 1) {
    const asked: number = page;
    const answer = await callSdk(signal, () => ask(asked));
    if (!isRecord(answer) || !Array.isArray(answer.data)) throw badResponse();
    for (const item of answer.data) items.push(item);
    const next = isRecord(answer.paginationInfo) ? answer.paginationInfo.next : null;
    page = typeof next === "number" && next > asked ? next : null;
  }
  return items;
}

/** The fault of an answer in another shape than the documented one. */
export function badResponse(): ProviderError {
  return new ProviderError("bad-response", "the answer was not what GitLab's API promises");
}
