import { createHttpClient } from "../../../src/http/http-client.ts";
import type { Job } from "../../../src/model/run-detail.ts";
import { createGitlabProvider } from "../../../src/providers/gitlab/provider.ts";
import {
  type ScriptedAnswer,
  type SeenRequest,
  startScriptedServer,
} from "../../helpers/scripted-server.ts";

/** A signal that never fires. */
export const NEVER = new AbortController().signal;

/** A job of the project `g/app`. */
export function makeJob(fields: Partial<Job> = {}): Job {
  return {
    id: "7",
    name: "unit",
    stage: "test",
    status: "running",
    conclusion: null,
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

/** The path of a request below the project `g/app`, or below the API. */
function pathOf({ method, url }: Pick<SeenRequest, "method" | "url">): string {
  const path = url.replace("/api/v4/", "").replace("projects/g%2Fapp/", "");
  return method === "GET" ? path : `${method} ${path}`;
}

/** Starts a GitLab that answers by path, 404 in its words for what is not there. */
export async function startScriptedGitlab(
  answer: (path: string, request: SeenRequest) => ScriptedAnswer | undefined,
  token: string | null = "glpat-x",
) {
  const server = await startScriptedServer(
    (request) =>
      answer(pathOf(request), request) ?? { status: 404, body: { message: "404 Not found" } },
  );
  const provider = createGitlabProvider({
    source: "lab",
    url: server.url,
    token,
    projects: ["g/app"],
    http: createHttpClient({ deadlineMs: 5_000, now: Date.now }),
    now: Date.now,
  });
  /** What was asked since the last time this was called. */
  let seen = 0;
  const asked = () => {
    const fresh = server.requests.slice(seen).map(pathOf);
    seen = server.requests.length;
    return fresh;
  };
  return { server, provider, host: new URL(server.url).host, asked };
}
