import type { DemoAnswer, DemoRequest } from "../http-types.ts";

/**
 * Answers one page of a list by `page` and `per_page`, with the headers of
 * https://docs.gitlab.com/api/rest/#pagination
 */
export function paginate<Item>(
  request: DemoRequest,
  items: readonly Item[],
  present: (item: Item) => unknown,
): DemoAnswer {
  const perPage = Math.min(100, readCount(request.query.get("per_page"), 20));
  const page = readCount(request.query.get("page"), 1);
  const pages = Math.max(1, Math.ceil(items.length / perPage));
  const next = page < pages ? page + 1 : null;
  const previous = page > 1 && page <= pages ? page - 1 : null;
  const numbers = {
    first: 1,
    last: pages,
    ...(next && { next }),
    ...(previous && { prev: previous }),
  };
  return {
    json: items.slice((page - 1) * perPage, page * perPage).map(present),
    headers: {
      link: Object.entries(numbers)
        .map(([rel, number]) => `<${toPageUrl(request, number, perPage)}>; rel="${rel}"`)
        .join(", "),
      "x-next-page": String(next ?? ""),
      "x-page": String(page),
      "x-per-page": String(perPage),
      "x-prev-page": String(previous ?? ""),
      "x-total": String(items.length),
      "x-total-pages": String(pages),
    },
  };
}

function toPageUrl(request: DemoRequest, page: number, perPage: number): string {
  const query = new URLSearchParams(request.query);
  query.delete("private_token");
  query.set("page", String(page));
  query.set("per_page", String(perPage));
  return `${originOf(request)}${request.path}?${query}`;
}

/** The address the caller reached the server by. */
export function originOf(request: DemoRequest): string {
  return `http://${request.headers.host ?? "127.0.0.1"}`;
}

function readCount(text: string | null, otherwise: number): number {
  const count = Number(text ?? otherwise);
  return Number.isInteger(count) && count > 0 ? count : otherwise;
}
