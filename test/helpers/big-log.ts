import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How a big log is served. */
export type BigLogWay =
  /** By `Range`, from a first byte on or from the end. */
  | "ranges"
  /** By `Range`, but from a first byte on only: an end asked for by its length comes as the whole. */
  | "ranges from a start"
  /** Whole, whatever is asked for. */
  | "whole"
  /** As Jenkins does: by `start` in the query, with the length in a header. */
  | "start";

/** A log on a server, too big to be held. */
export interface BigLog {
  readonly size: number;
  /** Answers a request for it. */
  answer(request: IncomingMessage, response: ServerResponse, way: BigLogWay): Promise<void>;
  /** Bytes of its body that were sent so far. */
  sent(): number;
}

/** The last line of every big log, without its end. */
export const LAST_LINE = "this is the last line";

const LINES = Array.from(
  { length: 10_000 },
  (_, at) => `${String(at).padStart(5, "0")} ${"größe ".repeat(15)}\n`,
);
const BLOCK = Buffer.from(LINES.join(""));
const END = Buffer.from(`${LAST_LINE}\n`);

/** Makes a log of about `bytes` bytes; it is made while it is sent and never held. */
export function createBigLog(bytes: number): BigLog {
  const line = BLOCK.length / LINES.length;
  const body = Math.floor(bytes / line) * line;
  const size = body + END.length;
  let sent = 0;

  function* list(start: number): Generator<Buffer> {
    let at = start;
    while (at < body) {
      const inBlock = at % BLOCK.length;
      const piece = BLOCK.subarray(inBlock, Math.min(BLOCK.length, inBlock + body - at));
      yield piece;
      at += piece.length;
    }
    yield END.subarray(at - body);
  }

  async function send(response: ServerResponse, start: number): Promise<void> {
    for (const piece of list(start)) {
      if (response.destroyed) return;
      sent += piece.length;
      if (!response.write(piece)) {
        const drained = new AbortController();
        const { signal } = drained;
        await Promise.race([
          once(response, "drain", { signal }),
          once(response, "close", { signal }),
        ])
          .catch(() => {})
          .finally(() => drained.abort());
      }
    }
    response.end();
  }

  return {
    size,
    sent: () => sent,
    answer(request, response, way) {
      const headers: Record<string, string> = { "content-type": "text/plain; charset=utf-8" };
      const start = findStart(request, size, way);
      if (way === "start") headers["x-text-size"] = String(size);
      else if (way !== "whole") headers["accept-ranges"] = "bytes";
      if (way !== "start") headers["content-length"] = String(size - (start ?? 0));
      if (start !== null && way !== "start") {
        headers["content-range"] = `bytes ${start}-${size - 1}/${size}`;
        response.writeHead(206, headers);
      } else response.writeHead(200, headers);
      return send(response, start ?? 0);
    },
  };
}

/** The first byte that is asked for; null where the way knows no such question. */
function findStart(request: IncomingMessage, size: number, way: BigLogWay): number | null {
  if (way === "whole") return null;
  if (way === "start") {
    const start = Number(new URL(request.url ?? "/", "http://host").searchParams.get("start") ?? 0);
    // Beyond its end a log counts as another one, and is sent from its beginning.
    return start > size ? 0 : start;
  }
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/u.exec(request.headers.range ?? "") ?? [];
  if (from !== "") return Number(from);
  return to !== "" && way === "ranges" ? Math.max(0, size - Number(to)) : null;
}

/** Serves on loopback until `close`. */
export async function startServer(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ readonly url: string; close(): void }> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
