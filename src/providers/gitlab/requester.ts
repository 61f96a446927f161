import { createRequesterFn, type RequestOptions } from "@gitbeaker/requester-utils";
import type { HttpClient } from "../../http/http-client.ts";

/**
 * Makes what gitbeaker sends its requests with. Its own would send a 429 or a 502 ten times within
 * 300 ms, wait for a silent server for ever and know no ETag, so every request goes through `http`,
 * once, and ends with `signal`.
 */
export function createGitlabRequester(http: HttpClient, signal: AbortSignal) {
  return createRequesterFn(
    (_service, request) => Promise.resolve(request),
    async (endpoint, options = {}) => {
      const { prefixUrl, searchParams, method, headers, body }: RequestOptions = options;
      const url = new URL(`${prefixUrl ?? ""}${endpoint}`);
      url.search = searchParams ?? "";
      const response = await http.fetch(url, {
        method: method ?? "GET",
        headers: { accept: "application/json", ...headers },
        body: body ?? null,
        signal,
      });
      return {
        body: await parseBody(response),
        headers: listHeaders(response.headers),
        status: response.status,
      };
    },
  );
}

async function parseBody(response: Response): Promise<Record<string, unknown> | string | null> {
  if (response.status === 204) return null;
  const isJson = /json/iu.test(response.headers.get("content-type") ?? "");
  return isJson ? ((await response.json()) as Record<string, unknown>) : await response.text();
}

/** Where a proxy has dropped `x-next-page`, the Link header says the same. */
function listHeaders(headers: Headers): Record<string, string> {
  const listed = Object.fromEntries(headers);
  if (listed["x-next-page"] !== undefined) return listed;
  const next = /<[^>]*[?&]page=(\d+)[^>]*>\s*;\s*rel="next"/u.exec(listed.link ?? "")?.[1];
  return next === undefined ? listed : { ...listed, "x-next-page": next };
}
