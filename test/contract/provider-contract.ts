import { describe, expect, it } from "vitest";
import {
  createHttpClient,
  type HttpClient,
  type HttpClientOptions,
  type HttpExchange,
} from "../../src/http/http-client.ts";
import type { PipelineRun } from "../../src/model/pipeline-run.ts";
import type { ListRunsResult, Provider, Target } from "../../src/model/provider.ts";
import { ProviderError, type ProviderErrorKind } from "../../src/model/provider-error.ts";
import { isRunStatus, isUnfinished } from "../../src/model/run-status.ts";
import {
  type ScriptedAnswer,
  type SeenRequest,
  startScriptedServer,
} from "../helpers/scripted-server.ts";

/** What a vendor's test hands to the suite that every provider must pass. */
export interface ProviderHarness {
  readonly name: string;
  /** A healthy server with recorded payloads; undefined where it has no such page. */
  readonly answer: (request: SeenRequest) => ScriptedAnswer | undefined;
  /** Creates the provider for a server at `url` with a credential that holds {@link SECRET}. */
  readonly create: (options: { url: string; http: HttpClient; now: () => number }) => Provider;
  /** A target that the healthy server knows. */
  readonly target: (url: string) => Target;
  /** Some of the fields of every run it lists there, in any order. */
  readonly expected: (url: string) => readonly Partial<PipelineRun>[];
  /** Whether this vendor's answers carry ETags. */
  readonly hasEtags: boolean;
}

/** Stands in every credential of the suite, so that a leak can be searched for. */
export const SECRET = "s3cr3t-t0ken-value";

/** 2026-11-23T12:00:00Z */
const NOW_MS = 1_795_435_200_000;

const DEADLINE_MS = 300;

const NEVER = new AbortController().signal;

interface Fault {
  readonly name: string;
  readonly answer: ScriptedAnswer;
  readonly kind: ProviderErrorKind;
  readonly retryAtMs?: number;
}

// The faults of the table of what the SDKs do by themselves: retry at once, hang, resolve as 200 …
const FAULTS: readonly Fault[] = [
  { name: "500", answer: { status: 500, body: { message: SECRET } }, kind: "bad-response" },
  {
    name: "429 with Retry-After",
    answer: { status: 429, headers: { "retry-after": "1" }, body: { message: "slow down" } },
    kind: "rate-limited",
    retryAtMs: NOW_MS + 1_000,
  },
  {
    name: "403 that is a rate limit",
    answer: {
      status: 403,
      headers: {
        "x-ratelimit-limit": "60",
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(NOW_MS / 1000 + 90),
      },
      body: { message: "API rate limit exceeded" },
    },
    kind: "rate-limited",
    retryAtMs: NOW_MS + 90_000,
  },
  {
    name: "502 with HTML",
    answer: { status: 502, headers: { "content-type": "text/html" }, body: "<h1>Bad Gateway</h1>" },
    kind: "bad-response",
  },
  {
    name: "200 with HTML",
    answer: { headers: { "content-type": "text/html" }, body: "<h1>Sign in</h1>" },
    kind: "bad-response",
  },
  {
    name: "200 with broken JSON",
    answer: { headers: { "content-type": "application/json" }, body: '[{"id": 1,' },
    kind: "bad-response",
  },
  { name: "200 with JSON of another shape", answer: { body: 42 }, kind: "bad-response" },
  { name: "401", answer: { status: 401, body: { message: SECRET } }, kind: "auth" },
  { name: "403", answer: { status: 403, body: { message: "no" } }, kind: "auth" },
  { name: "404", answer: { status: 404, body: { message: "Not Found" } }, kind: "not-found" },
  { name: "no answer", answer: "hang", kind: "timeout" },
  { name: "a reset", answer: "reset", kind: "network" },
  { name: "half an answer", answer: "half", kind: "network" },
];

/** Runs the suite that every provider must pass, over real HTTP on loopback. */
export function describeProviderContract(harness: ProviderHarness): void {
  function connect(
    url: string,
    deadlineMs = DEADLINE_MS,
    options: Partial<HttpClientOptions> = {},
  ): { http: HttpClient; provider: Provider; target: Target } {
    const http = createHttpClient({ deadlineMs, now: () => NOW_MS, ...options });
    const provider = harness.create({ url, http, now: () => NOW_MS });
    return { http, provider, target: harness.target(url) };
  }

  async function start() {
    const server = await startScriptedServer(harness.answer);
    return { server, ...connect(server.url, 5_000) };
  }

  function list(
    { provider, target }: { provider: Provider; target: Target },
    cursor: string | null = null,
    unfinished: readonly PipelineRun[] = [],
    signal = NEVER,
  ): Promise<ListRunsResult> {
    return provider.listRuns({ target, cursor, unfinished, signal });
  }

  describe(`${harness.name} keeps the contract of every provider`, () => {
    it("lists the recorded runs as PipelineRuns", async () => {
      const context = await start();
      const { runs } = await list(context);
      const expected = harness.expected(context.server.url);
      expect(expected.length).toBeGreaterThan(0);
      expect(runs).toHaveLength(expected.length);
      for (const fields of expected) expect(runs).toContainEqual(expect.objectContaining(fields));
    });

    it("fills every field with a value of its type", async () => {
      const { runs } = await list(await start());
      for (const run of runs) assertWellFormed(run);
      expect(new Set(runs.map((run) => `${run.repo} ${run.id}`)).size).toBe(runs.length);
    });

    it("discovers its targets", async () => {
      const { provider, target } = await start();
      expect(await provider.discoverTargets(NEVER)).toContainEqual(target);
    });

    it("answers for unfinished runs when asked again from its cursor", async () => {
      const context = await start();
      const first = await list(context);
      const unfinished = first.runs.filter(isOpen);
      const second = await list(context, first.cursor, unfinished);
      for (const run of unfinished) expect(second.runs).toContainEqual(run);
    });

    if (harness.hasEtags) {
      it("asks for what has not changed with If-None-Match alone", async () => {
        const context = await start();
        context.server.answerWith(withEtags(harness.answer));
        const first = await list(context);
        const second = await list(context, first.cursor, first.runs.filter(isOpen));
        const before = context.server.requests.length;
        const third = await list(context, second.cursor, first.runs.filter(isOpen));
        const asked = context.server.requests.slice(before);
        expect(asked.length).toBeGreaterThan(0);
        for (const request of asked) expect(request.headers["if-none-match"]).toBeDefined();
        for (const run of third.runs) expect(first.runs).toContainEqual(run);
        for (const run of first.runs.filter(isOpen)) expect(third.runs).toContainEqual(run);
      });

      it("asks in full when it starts from scratch", async () => {
        const context = await start();
        context.server.answerWith(withEtags(harness.answer));
        const first = await list(context);
        const again = await list(context);
        expect(again.runs).toEqual(first.runs);
      });

      it("costs 304s alone after a restart while nothing changes", async () => {
        const server = await startScriptedServer(withEtags(harness.answer));
        const before = connect(server.url, 5_000);
        const first = await list(before);
        const second = await list(before, first.cursor, first.runs.filter(isOpen));
        const exchanges: HttpExchange[] = [];
        const after = connect(server.url, 5_000, {
          onExchange: (exchange) => exchanges.push(exchange),
        });
        const { runs } = await list(after, second.cursor, first.runs.filter(isOpen));
        expect(exchanges.map(({ status }) => status)).toEqual([304]);
        expect(runs).toEqual(first.runs.filter(isOpen));
      });
    }

    for (const fault of FAULTS) {
      it(`tells ${fault.name} as ${fault.kind}, after one request`, async () => {
        const server = await startScriptedServer(() => fault.answer);
        const error = await list(connect(server.url)).catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(ProviderError);
        if (!(error instanceof ProviderError)) return;
        expect(error.kind).toBe(fault.kind);
        expect(error.retryAtMs).toBe(fault.retryAtMs ?? null);
        expect(`${error.message}`).not.toContain(SECRET);
        expect(server.requests).toHaveLength(1);
      });
    }

    it("tells a dead host as network", async () => {
      const server = await startScriptedServer();
      await server.close();
      await expect(list(connect(server.url))).rejects.toMatchObject({ kind: "network" });
    });

    it("goes on as before once a fault is over", async () => {
      const context = await start();
      context.server.answerWith(() => ({ status: 502, body: "" }));
      await expect(list(context)).rejects.toBeInstanceOf(ProviderError);
      context.server.answerWith(harness.answer);
      expect((await list(context)).runs.length).toBeGreaterThan(0);
    });

    it("stops at once when aborted, with the signal's reason", async () => {
      const server = await startScriptedServer(() => "hang");
      const controller = new AbortController();
      const pending = list(connect(server.url, 10_000), null, [], controller.signal);
      const reason = new Error("the user has left");
      setTimeout(() => controller.abort(reason), 30);
      const startedMs = performance.now();
      await expect(pending).rejects.toBe(reason);
      expect(performance.now() - startedMs).toBeLessThan(1_000);
    });

    it("sends its credential to the server it belongs to and to no other", async () => {
      const foreign = await startScriptedServer();
      const server = await startScriptedServer(({ url }) => ({
        status: 302,
        headers: { location: `${foreign.url}${url}` },
      }));
      await list(connect(server.url)).catch(() => undefined);
      expect(JSON.stringify(server.requests)).toMatch(new RegExp(`${SECRET}|Basic `, "u"));
      expect(foreign.requests.length).toBeGreaterThan(0);
      expect(JSON.stringify(foreign.requests)).not.toMatch(new RegExp(`${SECRET}|Basic `, "u"));
    });
  });
}

function isOpen(run: PipelineRun): boolean {
  return isUnfinished(run.status);
}

/** The same answers with an ETag each, and 304 where the caller holds it. */
function withEtags(answer: ProviderHarness["answer"]): ProviderHarness["answer"] {
  return (request) => {
    const given = answer(request);
    if (given === undefined || typeof given === "string") return given;
    const etag = `"${Buffer.from(request.url).toString("base64url")}"`;
    if (request.headers["if-none-match"] === etag) return { status: 304, headers: { etag } };
    return { ...given, headers: { ...given.headers, etag } };
  };
}

function assertWellFormed(run: PipelineRun): void {
  const text = (value: string | null) => value === null || (value !== "" && !/\p{Cc}/u.test(value));
  const time = (value: string | null) => value === null || new Date(value).toISOString() === value;
  expect(run.id).not.toBe("");
  expect(isRunStatus(run.status)).toBe(true);
  const { repo, branch, workflow, conclusion, event, actor, commit } = run;
  for (const value of [
    repo,
    branch,
    workflow,
    conclusion,
    event,
    actor,
    commit.sha,
    commit.message,
  ]) {
    expect(text(value), String(value)).toBe(true);
  }
  for (const value of [run.queuedAt, run.startedAt, run.finishedAt]) {
    expect(time(value), String(value)).toBe(true);
  }
  expect(run.attempt).toBeGreaterThan(0);
  expect(run.durationSec ?? 0).toBeGreaterThanOrEqual(0);
  expect(URL.canParse(run.url)).toBe(true);
}
