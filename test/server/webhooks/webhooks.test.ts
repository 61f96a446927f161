import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { makePipeline, makeSnapshot, makeSource, makeTarget } from "../../ui/make-pipeline.ts";
import { makeFeed } from "../make-feed.ts";
import { startServer } from "../start-server.ts";

const SECRET = "a-secret-nobody-guesses";
const read = (path: string) =>
  readFileSync(new URL(`../../fixtures/${path}`, import.meta.url), "utf8");
const GITHUB = read("github/webhook-workflow-run.json");
const JENKINS = JSON.stringify(JSON.parse(read("jenkins/webhook-completed.json")).body);
const GITLAB = JSON.stringify({
  object_kind: "pipeline",
  object_attributes: { id: 31, status: "success" },
  project: { id: 1, path_with_namespace: "group/app" },
});

const SNAPSHOT = makeSnapshot({
  sources: [
    makeSource({ targets: [makeTarget({ id: "codertocat/hello-world" }), makeTarget()] }),
    makeSource({ name: "lab", provider: "gitlab", targets: [makeTarget({ id: "group/app" })] }),
    makeSource({ name: "ci", provider: "jenkins", targets: [makeTarget({ id: "/" })] }),
    makeSource({ name: "ci2", provider: "jenkins", targets: [makeTarget({ id: "/" })] }),
  ],
  pipelines: [
    makePipeline({ source: "ci", provider: "jenkins", url: "https://ci.example.com/job/a/1/" }),
  ],
});

async function startHooked(webhooks: Partial<Record<"github" | "gitlab" | "jenkins", null>> = {}) {
  const heard: string[] = [];
  const server = await startServer({
    feed: makeFeed(SNAPSHOT),
    hear: (source, target) => void heard.push(`${source} ${target}`),
    webhooks: { github: SECRET, gitlab: SECRET, jenkins: SECRET, ...webhooks },
  });
  const post = async (path: string, body: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${server.url}/hooks/${path}`, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", ...headers },
    });
    return { status: answer.status, text: await answer.text() };
  };
  return { ...server, heard, post };
}

const sign = (body: string, secret = SECRET) => ({
  "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
});

describe("a hook", () => {
  it("of GitHub has the repository polled that it is about, and no other", async () => {
    const { post, heard } = await startHooked();
    expect((await post("github", GITHUB, sign(GITHUB))).status).toBe(202);
    expect(heard).toEqual(["gh codertocat/hello-world"]);
  });

  it("of GitLab has the project polled", async () => {
    const { post, heard } = await startHooked();
    expect((await post("gitlab", GITLAB, { "x-gitlab-token": SECRET })).status).toBe(202);
    const job = JSON.stringify({
      object_kind: "build",
      repository: { homepage: "https://gitlab.example.com/group/app" },
    });
    expect((await post("gitlab", job, { "x-gitlab-token": SECRET })).status).toBe(202);
    expect(heard).toEqual(["lab group/app", "lab group/app"]);
  });

  it("of a Jenkins that does not know its address has each polled, else that one", async () => {
    const { post, heard } = await startHooked();
    expect((await post(`jenkins/${SECRET}`, JENKINS)).status).toBe(202);
    expect(heard).toEqual(["ci /", "ci2 /"]);
    const build = { phase: "STARTED", full_url: "https://ci.example.com/job/a/2/" };
    const known = JSON.stringify({ name: "a", build });
    expect((await post("jenkins", known, { "x-cimon-token": SECRET })).status).toBe(202);
    expect((await post("jenkins", known, { authorization: `Bearer ${SECRET}` })).status).toBe(202);
    expect(heard.slice(2)).toEqual(["ci /", "ci /"]);
  });

  it("about what nobody watches is taken and does nothing", async () => {
    const { post, heard } = await startHooked();
    for (const body of ['{"zen":"hi"}', '{"repository":{"full_name":"x/y"}}', "null", "[]"]) {
      expect(await post("github", body, sign(body))).toEqual({
        status: 202,
        text: '{"polled":0}',
      });
    }
    expect(heard).toEqual([]);
  });

  it.each([
    ["github", GITHUB, {}],
    ["github", GITHUB, { "x-hub-signature-256": "" }],
    ["github", GITHUB, { "x-hub-signature-256": "sha256=" }],
    ["github", GITHUB, sign(GITHUB, "another")],
    ["github", GITHUB, sign(`${GITHUB} `)],
    ["github", GITHUB, { "x-hub-signature": `sha1=${"0".repeat(40)}` }],
    ["gitlab", GITLAB, {}],
    ["gitlab", GITLAB, { "x-gitlab-token": "another" }],
    ["jenkins", JENKINS, {}],
    ["jenkins", JENKINS, { "x-cimon-token": "another" }],
    ["jenkins/another", JENKINS, {}],
    ["jenkins/another", JENKINS, { "x-cimon-token": SECRET }],
  ] as const)(
    "to %s that is not signed as it should be is refused",
    async (path, body, headers) => {
      const { post, heard, lines } = await startHooked();
      const { status, text } = await post(path, body, headers);
      expect(status).toBe(401);
      expect(text).not.toContain(SECRET);
      expect(heard).toEqual([]);
      expect(lines.join("\n")).not.toMatch(/another|a-secret/u);
    },
  );

  it("tells nobody its secret, not even the log", async () => {
    const { post, lines } = await startHooked();
    await post(`jenkins/${SECRET}`, JENKINS);
    await post(`jenkins/${SECRET}/`, JENKINS);
    await post(`jenkins/${SECRET}/more`, JENKINS);
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.join("\n")).not.toContain(SECRET);
  });

  it("is refused where it is too large, no JSON or of another kind", async () => {
    const { post, heard } = await startHooked();
    const large = JSON.stringify({ filler: "x".repeat(2_000_001) });
    expect((await post("github", large, sign(large))).status).toBe(413);
    expect((await post("github", "{half", sign("{half"))).status).toBe(400);
    const form = { ...sign("payload=1"), "content-type": "application/x-www-form-urlencoded" };
    expect((await post("github", "payload=1", form)).status).toBe(415);
    expect(heard).toEqual([]);
  });

  it("is not taken without a secret in the configuration", async () => {
    const { post, heard } = await startHooked({ github: null });
    expect((await post("github", GITHUB, sign(GITHUB, ""))).status).toBe(404);
    expect(heard).toEqual([]);
  });
});
