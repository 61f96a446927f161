import { describe, expect, it } from "vitest";
import { toRunStatus } from "../../../src/providers/github/run-status.ts";
import { toPipelineRun, toWorkflowPath } from "../../../src/providers/github/transform.ts";
import example from "../../fixtures/github/workflow-run.json" with { type: "json" };

const CONTEXT = {
  source: "gh",
  target: { id: "acme/api", url: "https://github.com/acme/api" },
};

function transform(raw: unknown) {
  return toPipelineRun(raw, CONTEXT);
}

describe("toRunStatus", () => {
  it.each([
    ["queued", null, "queued"],
    ["requested", null, "queued"],
    ["pending", null, "queued"],
    ["waiting", null, "waiting"],
    ["action_required", null, "waiting"],
    ["in_progress", null, "running"],
    ["in_progress", "failure", "running"],
    ["completed", "success", "success"],
    ["completed", "neutral", "warning"],
    ["completed", "failure", "failed"],
    ["completed", "timed_out", "failed"],
    ["completed", "startup_failure", "failed"],
    ["completed", "cancelled", "cancelled"],
    ["completed", "stale", "cancelled"],
    ["completed", "skipped", "skipped"],
    ["completed", "action_required", "waiting"],
    ["completed", null, "unknown"],
    ["completed", "a word of next year", "unknown"],
    ["a word of next year", "success", "unknown"],
    [null, null, "unknown"],
    [undefined, undefined, "unknown"],
    [7, { success: true }, "unknown"],
    ["completed", "constructor", "unknown"],
  ])("takes status %j with conclusion %j as %s", (status, conclusion, expected) => {
    expect(toRunStatus(status, conclusion)).toBe(expected);
  });
});

describe("toPipelineRun", () => {
  it("reads the official example", () => {
    expect(transform(example)).toEqual({
      id: "30433642",
      source: "gh",
      provider: "github",
      repo: "acme/api",
      branch: "master",
      workflow: "Build",
      number: 562,
      attempt: 1,
      status: "queued",
      conclusion: null,
      event: "push",
      actor: "octocat",
      commit: { sha: "acb5820ced9479c074f688cc328bf03f341a511d", message: "Create linter.yaml" },
      queuedAt: "2020-01-22T19:33:08.000Z",
      startedAt: null,
      finishedAt: null,
      durationSec: null,
      url: "https://github.com/octo-org/octo-repo/actions/runs/30433642",
    });
  });

  it("makes do with nothing but an id", () => {
    expect(transform({ id: 7 })).toMatchObject({
      id: "7",
      repo: "acme/api",
      branch: "-",
      workflow: "-",
      number: null,
      attempt: 1,
      status: "unknown",
      actor: null,
      commit: { sha: null, message: null },
      queuedAt: null,
      url: "https://github.com/acme/api/actions/runs/7",
    });
  });

  it("passes over what is no run, and reads values of impossible types as absent", () => {
    for (const raw of [null, undefined, 42, "run", [], {}, { id: null }, { id: 1.5 }]) {
      expect(transform(raw)).toBeNull();
    }
    const broken = Object.fromEntries(Object.keys(example).map((key) => [key, [{}]]));
    expect(transform({ ...broken, id: 7 })).toMatchObject({ id: "7", status: "unknown" });
    const alien = Object.fromEntries(Object.keys(example).map((key) => [key, 3]));
    expect(transform(alien)).toMatchObject({ id: "3", branch: "-", actor: null });
  });

  it("counts a further attempt from its own start, and names who asked for it", () => {
    const run = transform({
      ...example,
      run_attempt: 3,
      run_started_at: "2020-01-23T08:00:00Z",
      triggering_actor: { login: "hubot" },
    });
    expect(run).toMatchObject({
      attempt: 3,
      queuedAt: "2020-01-23T08:00:00.000Z",
      actor: "hubot",
    });
    expect(transform({ ...example, triggering_actor: null })?.actor).toBe("octocat");
  });

  it("has an end and a duration only once the run has ended, and never a negative one", () => {
    const times = {
      run_started_at: "2020-01-22T19:33:10Z",
      updated_at: "2020-01-22T19:35:10Z",
    };
    const ended = { ...example, ...times, status: "completed" };
    expect(transform({ ...ended, conclusion: "failure" })).toMatchObject({
      startedAt: "2020-01-22T19:33:10.000Z",
      finishedAt: "2020-01-22T19:35:10.000Z",
      durationSec: 120,
    });
    expect(transform({ ...ended, conclusion: "new" })?.durationSec).toBe(120);
    expect(transform({ ...ended, status: "in_progress" })).toMatchObject({
      startedAt: "2020-01-22T19:33:10.000Z",
      finishedAt: null,
      durationSec: null,
    });
    const early = { ...ended, conclusion: "success", updated_at: "2020-01-22T19:33:00Z" };
    expect(transform(early)?.durationSec).toBe(0);
  });

  it("tells a fork's branch from ours of the same name", () => {
    const fork = { full_name: "mallory/api", fork: true };
    const repository = { full_name: "acme/api" };
    const branchOf = (raw: unknown) => transform(raw)?.branch;
    expect(branchOf({ id: 1, head_branch: "main", head_repository: fork, repository })).toBe(
      "mallory:main",
    );
    expect(branchOf({ id: 1, head_branch: "main", head_repository: repository, repository })).toBe(
      "main",
    );
    // A fork that is watched itself.
    expect(branchOf({ id: 1, head_branch: "main", head_repository: fork, repository: fork })).toBe(
      "main",
    );
  });

  it("cleans what a stranger can write into a branch, a title or a commit", () => {
    const run = transform({
      ...example,
      name: "CI\u001b[2J\u202e",
      head_branch: "a\nb",
      head_commit: { message: "\u001b]0;pwned\u0007Fix\r\n\r\nlong" },
      html_url: "javascript:alert(1)",
    });
    expect(run).toMatchObject({
      workflow: "CI",
      branch: "a b",
      commit: { message: "Fix" },
      url: "https://github.com/acme/api/actions/runs/30433642",
    });
  });

  it("calls Dependabot's updates by their workflow, not each by its own title", () => {
    const run = transform({
      ...example,
      name: "npm_and_yarn in /. for esbuild - Update #1547810405",
      path: "dynamic/dependabot/dependabot-updates",
    });
    expect(run?.workflow).toBe("Dependabot Updates");
  });
});

describe("toWorkflowPath", () => {
  it.each([
    [".github/workflows/build.yml@main", ".github/workflows/build.yml"],
    [".github/workflows/build.yaml@a/b@c.yml", ".github/workflows/build.yaml"],
    [".github/workflows/ci.yml", ".github/workflows/ci.yml"],
    ["dynamic/pages/pages-build-deployment", "dynamic/pages/pages-build-deployment"],
    [null, null],
    [7, null],
  ])("reads %j as %j", (path, expected) => {
    expect(toWorkflowPath({ path })).toBe(expected);
  });
});
