import { describe, expect, it } from "vitest";
import { parseJobId, toJobs } from "../../../src/providers/gitlab/transform-job.ts";

const CONTEXT = { url: "https://gitlab.example.com/lab", repo: "g/app" };

function raw(id: number, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return { id, name: `job ${id}`, stage: "test", status: "success", ...fields };
}

const names = (jobs: readonly unknown[], bridges: readonly unknown[] = []) =>
  toJobs(jobs, bridges, CONTEXT).map(({ name }) => name);

describe("a GitLab job", () => {
  it("is read with its times and its page", () => {
    const job = raw(8, {
      name: "unit",
      started_at: "2026-11-23T12:00:00.000+01:00",
      finished_at: "2026-11-23T11:02:05.600Z",
      duration: 125.6,
      allow_failure: false,
      web_url: "https://gitlab.example.com/lab/g/app/-/jobs/8",
    });
    expect(toJobs([job], [], CONTEXT)).toEqual([
      {
        id: "8",
        name: "unit",
        stage: "test",
        status: "success",
        conclusion: "success",
        startedAt: "2026-11-23T11:00:00.000Z",
        finishedAt: "2026-11-23T11:02:05.600Z",
        durationSec: 126,
        url: "https://gitlab.example.com/lab/g/app/-/jobs/8",
        steps: [],
        mayFail: false,
        gate: null,
        question: null,
      },
    ]);
  });

  it.each([
    ["created", false, "queued", null, null],
    ["waiting_for_resource", false, "queued", null, null],
    ["preparing", false, "queued", null, null],
    ["waiting_for_callback", false, "queued", null, null],
    ["pending", false, "queued", null, null],
    ["scheduled", true, "queued", null, null],
    ["manual", true, "waiting", null, "play"],
    ["running", false, "running", null, null],
    ["canceling", false, "running", null, null],
    ["success", true, "success", "success", null],
    ["failed", false, "failed", "failed", null],
    ["failed", true, "warning", "failed", null],
    ["canceled", true, "cancelled", "canceled", null],
    ["skipped", false, "skipped", "skipped", null],
    ["hibernating", false, "unknown", "hibernating", null],
    [null, false, "unknown", null, null],
  ])("that is %s (may fail: %s) is %s", (status, mayFail, ours, conclusion, gate) => {
    const [job] = toJobs([raw(1, { status, allow_failure: mayFail })], [], CONTEXT);
    expect(job).toMatchObject({ status: ours, conclusion, gate, mayFail });
  });

  it("has no end and no duration while it runs, whatever GitLab counts", () => {
    const times = { started_at: "2026-11-23T11:00:00Z", finished_at: null, duration: 12.5 };
    const [job] = toJobs([raw(1, { status: "running", ...times })], [], CONTEXT);
    expect(job).toMatchObject({ durationSec: null, finishedAt: null });
    const [never] = toJobs([raw(1, { status: "canceled", duration: 0 })], [], CONTEXT);
    expect(never?.durationSec).toBeNull();
  });

  it("takes its place by its stage and its first try, and is told by its last", () => {
    const jobs = [
      raw(22, { name: "build", stage: "build", status: "running" }),
      raw(21, { name: "lint" }),
      raw(15, { name: "deploy", stage: "deploy", status: "skipped" }),
      raw(13, { name: "unit" }),
      raw(12, { name: "lint", status: "failed" }),
      raw(11, { name: "build", stage: "build", status: "failed" }),
    ];
    const bridges = [raw(14, { name: "e2e" })];
    expect(names(jobs, bridges)).toEqual(["build", "lint", "unit", "→ e2e", "deploy"]);
    expect(toJobs(jobs, [], CONTEXT)[0]).toMatchObject({ id: "22", status: "running" });
    expect(toJobs(jobs, [], CONTEXT)[1]).toMatchObject({ id: "21", status: "success" });
  });

  it("is left out where it has no number, and named by that where it has no name", () => {
    expect(names([null, 7, {}, { id: "3" }, { id: -1 }, raw(4, { name: null })])).toEqual(["#4"]);
  });

  it("holds no control characters, and no address but a web address", () => {
    const web_url = "javascript:alert(1)";
    const job = raw(1, { name: "bad\u001b[2J\u0007", stage: "a\u202eb\n", web_url });
    expect(toJobs([job], [], CONTEXT)[0]).toMatchObject({ name: "bad", stage: "ab", url: null });
  });

  it("takes values of any type without throwing", () => {
    const odd = [null, undefined, 0, -1, Number.NaN, "", "x", true, [], {}, [[]], { a: null }];
    const bridge = raw(9, { downstream_pipeline: { web_url: "https://x/y", status: "failed" } });
    for (const value of odd) {
      for (const field of [...Object.keys(bridge), "started_at", "finished_at", "duration"]) {
        if (field === "id") continue;
        const given = { ...bridge, [field]: value };
        expect(toJobs([given], [given], CONTEXT).length).toBeGreaterThan(0);
        const downstream_pipeline = { web_url: value, status: value };
        expect(toJobs([], [raw(9, { downstream_pipeline })], CONTEXT)).toHaveLength(1);
      }
    }
  });
});

describe("a pipeline downstream", () => {
  const downstream = (path: string, status = "failed") => ({
    downstream_pipeline: { id: 5, status, web_url: `https://gitlab.example.com/lab/${path}` },
  });

  it.each([
    ["g/other/-/pipelines/5", "→ g/other"],
    ["a/b/c/pipelines/5", "→ a/b/c"],
    ["g/app/-/pipelines/5", "→ trigger"],
    ["somewhere", "→ trigger"],
  ])("at %s is the job %s", (path, name) => {
    const bridge = raw(9, { name: "trigger", status: "failed", ...downstream(path) });
    expect(toJobs([], [bridge], CONTEXT)[0]).toMatchObject({
      id: "bridge:9",
      name,
      status: "failed",
      mayFail: false,
      url: `https://gitlab.example.com/lab/${path}`,
    });
  });

  it("that has not been made is its job", () => {
    const web_url = "https://gitlab.example.com/lab/g/app/-/jobs/9";
    const bridge = raw(9, {
      name: "trigger",
      status: "manual",
      downstream_pipeline: null,
      web_url,
    });
    expect(toJobs([], [bridge], CONTEXT)[0]).toMatchObject({
      name: "→ trigger",
      status: "waiting",
      gate: "play",
      url: web_url,
    });
  });

  it("is told as it goes itself, though its job did not wait for it", () => {
    const tell = (status: string) =>
      toJobs([], [raw(9, downstream("g/other/-/pipelines/5", status))], CONTEXT)[0];
    expect(tell("running")).toMatchObject({ status: "running", conclusion: null });
    expect(tell("failed")).toMatchObject({ status: "warning", mayFail: true });
    expect(tell("success")).toMatchObject({ status: "success", mayFail: false });
  });
});

describe("parseJobId", () => {
  it.each([
    ["7", { number: 7, isBridge: false }],
    ["bridge:9", { number: 9, isBridge: true }],
    ["", null],
    ["../7", null],
    ["bridge:", null],
    ["1234567890123456", null],
  ])("reads %j as %j", (id, expected) => {
    expect(parseJobId(id)).toEqual(expected);
  });
});
