import { readFileSync } from "node:fs";
import type { ScriptedAnswer, SeenRequest } from "../../helpers/scripted-server.ts";

/** The project the payloads are of. */
export const PROJECT = "platform/gateway";

/** Reads a payload of `test/fixtures/gitlab`. */
export function readPayload(name: string): unknown {
  return JSON.parse(
    readFileSync(new URL(`../../fixtures/gitlab/${name}.json`, import.meta.url), "utf8"),
  );
}

interface PayloadCommit {
  readonly id: string;
}

/** Answers as a GitLab does that knows one project; undefined for what it does not have. */
export function answerAsGitlab({ url }: SeenRequest): ScriptedAnswer | undefined {
  const { pathname } = new URL(url, "http://gitlab");
  const path = pathname.replace("/api/v4/projects/platform%2Fgateway/", "");
  if (path === "pipelines") return { body: readPayload("pipelines") };
  const pipeline = /^pipelines\/(910[345678])$/u.exec(path)?.[1];
  if (pipeline !== undefined) return { body: readPayload(`pipeline-${pipeline}`) };
  const sha = /^repository\/commits\/([0-9a-f]+)$/u.exec(path)?.[1];
  const commit = (readPayload("commits") as PayloadCommit[]).find(({ id }) => id === sha);
  if (commit) return { body: commit };
  return {
    status: 404,
    body: { message: pathname.startsWith("/api/v4/") ? "404 Not found" : "404" },
  };
}
