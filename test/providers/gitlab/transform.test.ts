import { describe, expect, it } from "vitest";
import { parsePipeline, type RawPipeline } from "../../../src/providers/gitlab/raw.ts";
import {
  isChildPipeline,
  type RunContext,
  toBranch,
  toPipelineRun,
  toRunStatus,
  toWorkflow,
} from "../../../src/providers/gitlab/transform.ts";
import { readPayload } from "./gitlab-payloads.ts";

const CONTEXT: RunContext = {
  source: "lab",
  url: "https://gitlab.example.com",
  repo: "platform/gateway",
  commitTitle: null,
  hasAllowedFailure: false,
};

function readPipeline(id: number): RawPipeline {
  const raw = parsePipeline(readPayload(`pipeline-${id}`));
  if (raw === null) throw new Error(`no pipeline ${id}`);
  return raw;
}

describe("the status of a GitLab pipeline", () => {
  it.each([
    ["created", "queued", null],
    ["waiting_for_resource", "queued", null],
    ["preparing", "queued", null],
    ["waiting_for_callback", "queued", null],
    ["pending", "queued", null],
    ["scheduled", "queued", null],
    ["manual", "waiting", null],
    ["running", "running", null],
    ["canceling", "running", null],
    ["success", "success", "success"],
    ["failed", "failed", "failed"],
    ["canceled", "cancelled", "canceled"],
    ["skipped", "skipped", "skipped"],
    ["hibernating", "unknown", "hibernating"],
    ["constructor", "unknown", "constructor"],
    ["", "unknown", null],
    [null, "unknown", null],
    [7, "unknown", null],
    [undefined, "unknown", null],
  ])("%s is %s with the conclusion %s", (status, ours, conclusion) => {
    const run = toPipelineRun({ ...readPipeline(9107), status }, CONTEXT);
    expect(toRunStatus(status)).toBe(ours);
    expect(run).toMatchObject({ status: ours, conclusion });
  });

  it.each([
    ["the group", { group: "success-with-warnings", label: "passed" }],
    ["the label", { group: "success", label: "passed with warnings" }],
    ["the text", { text: "passed with warnings" }],
  ])("is a warning where %s of a success says so", (_what, detailed_status) => {
    const raw = { ...readPipeline(9106), detailed_status };
    expect(toPipelineRun(raw, CONTEXT)).toMatchObject({ status: "warning", conclusion: "success" });
    const failed = { ...raw, status: "failed" };
    expect(toPipelineRun(failed, CONTEXT)).toMatchObject({ status: "failed" });
  });

  it("is a warning where a job failed that may", () => {
    const raw = { id: 1, status: "success" };
    expect(toPipelineRun(raw, { ...CONTEXT, hasAllowedFailure: true }).status).toBe("warning");
    expect(toPipelineRun(raw, CONTEXT).status).toBe("success");
  });
});

describe("the row of a GitLab pipeline", () => {
  it.each([
    ["main", "main"],
    ["feat/login", "feat/login"],
    ["refs/merge-requests/12/head", "!12"],
    ["refs/merge-requests/12/merge", "!12"],
    ["refs/merge-requests/7/train", "!7"],
    ["merge-requests/12", "merge-requests/12"],
    ["bad\u001b[31m\u0007name", "badname"],
    ["", "-"],
    [null, "-"],
    [{ name: "main" }, "-"],
  ])("of ref %j is on branch %s", (ref, branch) => {
    expect(toBranch(ref)).toBe(branch);
  });

  it("is its own for what the schedule starts", () => {
    expect(toWorkflow("schedule")).toBe("schedule");
    for (const source of ["push", "web", "merge_request_event", null, 3]) {
      expect(toWorkflow(source)).toBe("pipeline");
    }
  });

  it("is none for a child pipeline", () => {
    expect(isChildPipeline({ id: 1, source: "parent_pipeline" })).toBe(true);
    expect(isChildPipeline({ id: 1, source: "pipeline" })).toBe(false);
  });
});

describe("toPipelineRun", () => {
  it("reads a whole pipeline", () => {
    expect(toPipelineRun(readPipeline(9107), { ...CONTEXT, commitTitle: "Retry once\n" })).toEqual({
      id: "9107",
      source: "lab",
      provider: "gitlab",
      repo: "platform/gateway",
      branch: "!97",
      workflow: "pipeline",
      number: 307,
      attempt: 1,
      status: "failed",
      conclusion: "failed",
      event: "merge_request_event",
      actor: "jonas",
      commit: { sha: "5d20b7f2b1c2d3e4b1c2d3e4b1c2d3e4b1c2d3e4", message: "Retry once" },
      queuedAt: "2026-11-23T10:40:00.000Z",
      startedAt: "2026-11-23T10:40:09.000Z",
      finishedAt: "2026-11-23T10:46:31.400Z",
      durationSec: 378,
      url: "https://gitlab.example.com/platform/gateway/-/pipelines/9107",
    });
  });

  it.each([
    ["running", "2026-11-23T11:20:00.000Z"],
    ["canceling", "2026-11-23T11:20:00.000Z"],
    ["manual", "2026-11-23T11:20:00.000Z"],
    ["pending", null],
  ])("dates a pipeline that is %s again from its last change", (status, startedAt) => {
    const changed = { status, updated_at: "2026-11-23T12:20:00.000+01:00" };
    const again = { ...readPipeline(9107), ...changed };
    expect(toPipelineRun(again, CONTEXT)).toMatchObject({
      conclusion: null,
      queuedAt: "2026-11-23T11:20:00.000Z",
      startedAt,
      finishedAt: null,
      durationSec: null,
    });
  });

  it("dates a pipeline that never ended from its own start", () => {
    const raw = { ...readPipeline(9107), status: "running", finished_at: null };
    expect(toPipelineRun(raw, CONTEXT)).toMatchObject({
      queuedAt: "2026-11-23T10:40:00.000Z",
      startedAt: "2026-11-23T10:40:09.000Z",
    });
  });

  it("counts the duration itself where GitLab left it out", () => {
    const raw = { ...readPipeline(9107), duration: null };
    expect(toPipelineRun(raw, CONTEXT).durationSec).toBe(382);
    expect(toPipelineRun({ ...raw, started_at: null }, CONTEXT).durationSec).toBeNull();
  });

  it("goes by the id where there is no number, and by the name where there is no login", () => {
    const raw = { id: 31, user: { name: "Mara Lindqvist" } };
    expect(toPipelineRun(raw, CONTEXT)).toMatchObject({ number: 31, actor: "Mara Lindqvist" });
  });

  it.each([["javascript:alert(1)"], ["file:///etc/passwd"], ["https://"], [null], [12]])(
    "opens its own idea of the page where the server gives %j",
    (web_url) => {
      expect(toPipelineRun({ id: 31, web_url }, CONTEXT).url).toBe(
        "https://gitlab.example.com/platform/gateway/-/pipelines/31",
      );
    },
  );

  it("takes values of any type without throwing", () => {
    const odd = [null, undefined, 0, -1, Number.NaN, "", "x", true, [], {}, [[]], { a: null }];
    const fields = Object.keys(readPipeline(9107)).filter((name) => name !== "id");
    expect(fields.length).toBeGreaterThan(15);
    for (const field of fields) {
      for (const value of odd) {
        const run = toPipelineRun({ ...readPipeline(9107), [field]: value }, CONTEXT);
        expect(run.id).toBe("9107");
        expect(run.durationSec ?? 0).toBeGreaterThanOrEqual(0);
      }
    }
  });
});

describe("parsePipeline", () => {
  it.each([[null], [42], ["x"], [[]], [{}], [{ id: "7" }], [{ id: null }], [{ id: 1.5 }]])(
    "takes %j for no pipeline",
    (value) => {
      expect(parsePipeline(value)).toBeNull();
    },
  );
});
