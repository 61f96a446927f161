import type { IncomingMessage } from "node:http";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it, onTestFinished } from "vitest";
import { createHttpClient } from "../../src/http/http-client.ts";
import { LOG_WINDOW_BYTES } from "../../src/model/log-cut.ts";
import type { Provider } from "../../src/model/provider.ts";
import { createProvider } from "../../src/providers/registry.ts";
import { type BigLogWay, createBigLog, LAST_LINE, startServer } from "../helpers/big-log.ts";
import { makeRun } from "../helpers/make-run.ts";
import { makeJob } from "../ui/make-desk.ts";

const ABOUT = 200_000_000;
const TOKEN = "s3cret-of-this-test";
const { signal } = new AbortController();

const JOB = makeJob({ id: "70", status: "failed" });

const PLACES = {
  github: { repo: "acme/api", id: "7", path: "/api/v3/repos/acme/api/actions/jobs/70/logs" },
  gitlab: { repo: "acme/api", id: "7", path: "/api/v4/projects/acme%2Fapi/jobs/70/trace" },
  jenkins: { repo: "api", id: "api#7", path: "/job/api/7/logText/progressiveText" },
};

interface Big {
  readonly vendor: keyof typeof PLACES;
  readonly way: BigLogWay;
}

async function startBig({ vendor, way }: Big) {
  const log = createBigLog(ABOUT);
  const seen: IncomingMessage[] = [];
  const { repo, id, path } = PLACES[vendor];
  const store = await startServer((request, response) => {
    seen.push(request);
    void log.answer(request, response, way);
  });
  const server = await startServer((request, response) => {
    const where = request.url?.split("?")[0];
    const isLog = where === path || where === "/job/api/7/consoleText";
    if (!isLog) response.writeHead(404).end();
    else if (vendor === "github") {
      // Another name of this machine is another host.
      const location = store.url.replace("127.0.0.1", "localhost");
      response.writeHead(302, { location: `${location}/log?sig=1` }).end();
    } else {
      seen.push(request);
      void log.answer(request, response, where === path ? way : "whole");
    }
  });
  onTestFinished(() => {
    store.close();
    server.close();
  });
  const http = createHttpClient({ deadlineMs: 20_000, now: Date.now });
  const base = { source: "s", url: server.url, http, now: Date.now };
  const provider = await createProvider(
    vendor === "jenkins"
      ? { ...base, provider: vendor, jobs: [], user: "ana", token: TOKEN }
      : vendor === "github"
        ? { ...base, provider: vendor, repos: [repo], token: TOKEN }
        : { ...base, provider: vendor, projects: [repo], token: TOKEN },
  );
  const run = makeRun({ id, repo, provider: vendor, source: "s", status: "failed" });
  return { log, seen, provider, run };
}

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** The most memory that was held beyond what there was, bytes; what nobody holds any more is none of it. */
async function measureGrowth<Result>(act: () => Promise<Result>) {
  const read = () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = read();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, read());
  }, 150);
  try {
    const result = await act();
    return { result, growth: Math.max(most, read()) - before };
  } finally {
    clearInterval(timer);
  }
}

function must<Member extends "readLog" | "copyLog">(provider: Provider, member: Member) {
  const found = provider[member];
  if (!found) throw new Error(`it has no ${member}`);
  return found;
}

describe("a log of 200 MB", () => {
  const PARTS = [
    { vendor: "github", way: "ranges", requests: 1 },
    { vendor: "github", way: "ranges from a start", requests: 2 },
    { vendor: "gitlab", way: "ranges", requests: 1 },
    { vendor: "jenkins", way: "start", requests: 2 },
  ] as const;

  it.each(PARTS)("of $vendor opens at its end by $way, and the rest is not sent", async (big) => {
    const { provider, run, log, seen } = await startBig(big);
    const { result: chunk, growth } = await measureGrowth(() =>
      must(provider, "readLog")(run, JOB, null, signal),
    );
    expect(chunk.text.endsWith(`\n${LAST_LINE}\n`)).toBe(true);
    expect(chunk.text).toMatch(/^\d{5} größe /u);
    expect(chunk.position).toBe(String(log.size));
    expect(chunk.skipped).toBe(log.size - Buffer.byteLength(chunk.text));
    expect(seen).toHaveLength(big.requests);
    // What is on its way when a body is left unread is lost.
    expect(log.sent()).toBeLessThan(8 * LOG_WINDOW_BYTES);
    expect(growth).toBeLessThan(ABOUT / 2);
  });

  it.each(["github", "gitlab"] as const)(
    "of %s that comes whole is read through, its end held",
    async (vendor) => {
      const { provider, run, log, seen } = await startBig({ vendor, way: "whole" });
      const { result: chunk, growth } = await measureGrowth(() =>
        must(provider, "readLog")(run, JOB, null, signal),
      );
      expect(chunk.text.endsWith(`\n${LAST_LINE}\n`)).toBe(true);
      expect(chunk.skipped).toBe(log.size - Buffer.byteLength(chunk.text));
      expect(log.sent()).toBe(log.size);
      expect(seen).toHaveLength(1);
      expect(growth).toBeLessThan(ABOUT / 2);
    },
  );

  it.each(["github", "gitlab", "jenkins"] as const)(
    "of %s is copied whole, piece by piece",
    async (vendor) => {
      const { provider, run, seen, log } = await startBig({
        vendor,
        way: vendor === "jenkins" ? "start" : "whole",
      });
      let size = 0;
      let end = "";
      const { growth } = await measureGrowth(() =>
        must(provider, "copyLog")(
          run,
          JOB,
          async (bytes) => {
            size += bytes.byteLength;
            end = Buffer.from(bytes.subarray(-100)).toString();
          },
          signal,
        ),
      );
      expect(size).toBe(log.size);
      expect(end.endsWith(`${LAST_LINE}\n`)).toBe(true);
      expect(seen).toHaveLength(1);
      expect(growth).toBeLessThan(ABOUT / 2);
    },
  );

  it("never shows GitHub's token to the host that keeps it", async () => {
    const { provider, run, seen } = await startBig({ vendor: "github", way: "ranges" });
    await must(provider, "readLog")(run, JOB, null, signal);
    await must(provider, "copyLog")(run, JOB, async () => {}, signal);
    expect(seen).toHaveLength(2);
    expect(JSON.stringify(seen.map(({ headers, url }) => [headers, url]))).not.toContain(TOKEN);
  });

  it("is read on from a position, and of too much the end", async () => {
    const { provider, run, log } = await startBig({ vendor: "gitlab", way: "ranges" });
    const readLog = must(provider, "readLog");
    const near = await readLog(run, JOB, String(log.size - 5), signal);
    expect(near).toEqual({ text: "line\n", position: String(log.size), isComplete: true });
    const far = await readLog(run, JOB, "1000", signal);
    expect(far.text.endsWith(`\n${LAST_LINE}\n`)).toBe(true);
    expect(far.skipped).toBe(log.size - 1000 - Buffer.byteLength(far.text));
  });

  it("is broken off with its reader's signal", async () => {
    const { provider, run, log } = await startBig({ vendor: "gitlab", way: "whole" });
    const leaving = new AbortController();
    const copying = must(provider, "copyLog")(
      run,
      JOB,
      async () => leaving.abort(new Error("left")),
      leaving.signal,
    );
    await expect(copying).rejects.toThrow("left");
    expect(log.sent()).toBeLessThan(log.size);
  });
});
