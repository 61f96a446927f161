import { ProviderError } from "../../model/provider-error.ts";
import { PAGE_SIZE } from "./client.ts";
import type { GithubAnswer } from "./octokit-call.ts";
import { readAnswer } from "./read-answer.ts";

/** A list that is asked for page by page, from 1. */
export interface PagedList {
  /** Ends a server that repeats its pages. */
  readonly maxPages: number;
  /** What it is a list of, for the error where it is none. */
  readonly of: string;
  readonly signal: AbortSignal;
  ask(page: number): Promise<GithubAnswer>;
  /** Finds the list in a body. */
  pick(body: unknown): unknown;
}

/** Reads all pages of a list into one; rejects with `bad-response` where there is no list. */
export async function readPages(list: PagedList): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for (let page = 1; page <= list.maxPages; page += 1) {
    const answer = await list.ask(page);
    const items = list.pick(await readAnswer(answer, list.signal));
    if (!Array.isArray(items)) {
      throw new ProviderError("bad-response", `the answer holds no list of ${list.of}`);
    }
    all.push(...items);
    if (!answer.hasNextPage && items.length < PAGE_SIZE) break;
  }
  return all;
}
