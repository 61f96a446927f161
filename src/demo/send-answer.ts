import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { DemoAnswer, DemoRequest } from "./http-types.ts";

/**
 * Writes an answer: its body, its ETag, or a 304 without a body where `If-None-Match` names that ETag
 * (by weak comparison, RFC 9110 section 13.1.2).
 */
export function sendAnswer(
  request: DemoRequest,
  answer: DemoAnswer,
  response: ServerResponse,
  extraHeaders: (status: number) => Readonly<Record<string, string>>,
): void {
  const isJson = answer.json !== undefined;
  const body = Buffer.from(isJson ? JSON.stringify(answer.json) : (answer.text ?? ""), "utf8");
  const headers: Record<string, string> = { ...lowerCased(answer.headers ?? {}) };
  if (isJson) headers["content-type"] ??= "application/json; charset=utf-8";
  else if (answer.text !== undefined) {
    headers["content-type"] ??= answer.type ?? "text/plain; charset=utf-8";
  }

  let status = answer.status ?? 200;
  const isRead = request.method === "GET" || request.method === "HEAD";
  if (isRead && status === 200 && answer.etag !== false) {
    headers.etag ??= answer.etag ?? strongEtag(body);
    if (isHeld(request.headers["if-none-match"], headers.etag)) status = 304;
  }
  if (answer.hasParts) headers["accept-ranges"] = "bytes";
  const range = answer.hasParts && status === 200 ? request.headers.range : undefined;
  const part = cutPart(body, range);
  if (part !== null) {
    status = part.status;
    headers["content-range"] = part.range;
  }
  const sent = part?.bytes ?? body;
  const hasBody = status !== 304 && status !== 204;
  if (hasBody) headers["content-length"] = String(sent.length);
  else delete headers["content-type"];

  response.writeHead(status, { ...headers, ...lowerCased(extraHeaders(status)) });
  response.end(hasBody && request.method !== "HEAD" ? sent : undefined);
}

/**
 * The part a `Range` asks for by its first byte; null for any other, an end asked for by its length among
 * them: Azure, which keeps GitHub's logs, knows only the one.
 * https://learn.microsoft.com/en-us/rest/api/storageservices/specifying-the-range-header-for-blob-service-operations
 */
function cutPart(body: Buffer, range: string | undefined) {
  const [, first = "", last = ""] = /^bytes=(\d+)-(\d*)$/u.exec(range ?? "") ?? [];
  if (first === "") return null;
  const start = Number(first);
  if (start >= body.length) {
    return { status: 416, range: `bytes */${body.length}`, bytes: Buffer.alloc(0) };
  }
  const end = last === "" ? body.length : Math.min(body.length, Number(last) + 1);
  const bytes = body.subarray(start, end);
  return { status: 206, range: `bytes ${start}-${end - 1}/${body.length}`, bytes };
}

function strongEtag(body: Buffer): string {
  return `"${createHash("sha256").update(body).digest("hex").slice(0, 32)}"`;
}

function isHeld(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  const own = etag.replace(/^W\//u, "");
  return ifNoneMatch.split(",").some((held) => held.trim().replace(/^W\//u, "") === own);
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
