import type { DemoRequest } from "../http-types.ts";
import { readUrls } from "./github-urls.ts";

/** One page of a list. */
export interface GithubPage<Item> {
  readonly items: readonly Item[];
  readonly total: number;
  /** `link`, where there is more than one page. */
  readonly headers: Readonly<Record<string, string>>;
}

const DEFAULT_SIZE = 30;
const MAX_SIZE = 100;

/**
 * Cuts out the page a request asks for, with the links to the others:
 * https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
export function cutPage<Item>(request: DemoRequest, all: readonly Item[]): GithubPage<Item> {
  const size = Math.min(readPositive(request.query.get("per_page")) ?? DEFAULT_SIZE, MAX_SIZE);
  const page = readPositive(request.query.get("page")) ?? 1;
  const last = Math.max(1, Math.ceil(all.length / size));
  const items = all.slice((page - 1) * size, page * size);
  const links: string[] = [];
  const add = (number: number, rel: string) => {
    links.push(`<${linkTo(request, number)}>; rel="${rel}"`);
  };
  if (page > 1) add(page - 1, "prev");
  if (page < last) add(page + 1, "next");
  if (page < last) add(last, "last");
  if (page > 1) add(1, "first");
  return {
    items,
    total: all.length,
    headers: links.length > 0 ? { link: links.join(", ") } : {},
  };
}

function linkTo(request: DemoRequest, page: number): string {
  const query = new URLSearchParams(request.query);
  query.set("page", String(page));
  return `${readUrls(request).web}${request.path}?${query}`;
}

function readPositive(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,6}$/u.test(text) ? Number(text) : null;
}
