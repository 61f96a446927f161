import { readFileSync } from "node:fs";
import { createHttpClient } from "../../../src/http/http-client.ts";
import type { PipelineRun } from "../../../src/model/pipeline-run.ts";
import type { Provider } from "../../../src/model/provider.ts";
import { createJenkinsProvider } from "../../../src/providers/jenkins/provider.ts";
import {
  type ScriptedAnswer,
  type SeenRequest,
  startScriptedServer,
} from "../../helpers/scripted-server.ts";

/** 2026-11-23T12:00:00Z, some hours after the recording. */
export const NOW_MS = 1_795_435_200_000;

interface Exchange {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const WIRE_HEADERS = new Set(["content-encoding", "content-length", "transfer-encoding"]);

/** An exchange recorded from a Jenkins 2.263.4, as an answer. */
export function recorded(name: string): Exclude<ScriptedAnswer, string> {
  const file = new URL(`../../fixtures/jenkins/${name}.json`, import.meta.url);
  const { status, headers, body } = JSON.parse(readFileSync(file, "utf8")) as Exchange;
  const kept = Object.entries(headers).filter(([header]) => !WIRE_HEADERS.has(header));
  return { status, headers: Object.fromEntries(kept), body };
}

/** Path and decoded query of a request. */
export function parseRequest({ url }: SeenRequest): { path: string; tree: string } {
  const { pathname, searchParams } = new URL(url, "http://host");
  return { path: pathname, tree: searchParams.get("tree") ?? "" };
}

/** What the tests of the provider vary. */
export interface Setup {
  readonly prefix?: string;
  readonly jobs?: readonly string[];
  readonly user?: string | null;
  readonly token?: string | null;
  readonly now?: () => number;
}

/** A provider over a scripted server, and a way to poll it. */
export async function startJenkins(
  script: (path: string, request: SeenRequest) => ScriptedAnswer | undefined,
  setup: Setup = {},
) {
  const server = await startScriptedServer((request) =>
    script(parseRequest(request).path, request),
  );
  const now = setup.now ?? (() => NOW_MS);
  const provider: Provider = createJenkinsProvider({
    source: "ci",
    url: `${server.url}${setup.prefix ?? ""}`,
    user: setup.user ?? null,
    token: setup.token ?? null,
    jobs: setup.jobs ?? [],
    http: createHttpClient({ deadlineMs: 5_000, now }),
    now,
  });
  const poll = async (unfinished: readonly PipelineRun[] = []) => {
    const target = { id: "/", url: `${server.url}/` };
    const { signal } = new AbortController();
    return (await provider.listRuns({ target, cursor: null, unfinished, signal })).runs;
  };
  return {
    server,
    provider,
    poll,
    paths: () => server.requests.map((it) => parseRequest(it).path),
  };
}
