import { createHttpClient } from "../../../src/http/http-client.ts";
import type { Job } from "../../../src/model/run-detail.ts";
import { createGithubProvider } from "../../../src/providers/github/provider.ts";
import { makeRun } from "../../helpers/make-run.ts";
import {
  type ScriptedAnswer,
  type SeenRequest,
  startScriptedServer,
} from "../../helpers/scripted-server.ts";

export const NEVER = new AbortController().signal;

/** What the paths of the scripted repository begin with. */
export const REPO = "/api/v3/repos/acme/api";

/** A run of the scripted repository. */
export const RUN = makeRun({
  id: "7",
  source: "gh",
  provider: "github",
  repo: "acme/api",
  branch: "main",
  status: "running",
});

/** A job as the screen hands it back. */
export function makeJob(fields: Partial<Job> = {}): Job {
  return {
    id: "70",
    name: "build",
    stage: null,
    status: "failed",
    conclusion: "failure",
    startedAt: null,
    finishedAt: null,
    durationSec: null,
    url: null,
    steps: [],
    mayFail: false,
    gate: null,
    question: null,
    ...fields,
  };
}

/** A GitHub that answers by `METHOD path?query`; anything else is a 404 in GitHub's words. */
export type Script = Readonly<
  Record<string, ScriptedAnswer | ((request: SeenRequest) => ScriptedAnswer)>
>;

/** Starts the server and a provider over it. */
export async function startGithub(script: Script, token: string | null = "t0ken") {
  const server = await startScriptedServer((request) => {
    const answer = script[`${request.method} ${request.url}`];
    if (typeof answer === "function") return answer(request);
    return answer ?? { status: 404, body: { message: "Not Found" } };
  });
  const statuses: (number | null)[] = [];
  const http = createHttpClient({
    deadlineMs: 5_000,
    now: () => 0,
    onExchange: ({ status }) => statuses.push(status),
  });
  const provider = createGithubProvider({
    source: "gh",
    url: server.url,
    token,
    http,
    now: () => 0,
    repos: ["acme/api"],
  });
  return {
    provider,
    server,
    statuses,
    /** All that was asked so far. */
    asked: () => server.requests.map(({ method, url }) => `${method} ${url}`),
  };
}
