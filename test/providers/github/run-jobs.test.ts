import { describe, expect, it } from "vitest";
import { parseJobId, toJob } from "../../../src/providers/github/run-jobs.ts";

const RAW = {
  id: 399444496,
  run_id: 29679449,
  status: "completed",
  conclusion: "failure",
  name: "build (18)",
  html_url: "https://github.com/acme/api/actions/runs/29679449/job/399444496",
  check_run_url: "https://api.github.com/repos/acme/api/check-runs/399444496",
  created_at: "2026-11-23T11:00:00Z",
  started_at: "2026-11-23T11:00:10Z",
  completed_at: "2026-11-23T11:04:22Z",
  steps: [
    {
      name: "Set up job",
      status: "completed",
      conclusion: "success",
      number: 1,
      started_at: "2026-11-23T13:00:10.000+02:00",
      completed_at: "2026-11-23T13:00:11.000+02:00",
    },
    {
      name: "Run tests",
      status: "in_progress",
      conclusion: null,
      number: 4,
      started_at: "2026-11-23T11:00:11Z",
      completed_at: null,
    },
  ],
};

describe("a job of GitHub's", () => {
  it("comes with its steps, their numbers and their times", () => {
    expect(toJob(RAW)).toEqual({
      id: "399444496",
      name: "build (18)",
      stage: null,
      status: "failed",
      conclusion: "failure",
      startedAt: "2026-11-23T11:00:10.000Z",
      finishedAt: "2026-11-23T11:04:22.000Z",
      durationSec: 252,
      url: RAW.html_url,
      steps: [
        {
          number: 1,
          name: "Set up job",
          status: "success",
          startedAt: "2026-11-23T11:00:10.000Z",
          finishedAt: "2026-11-23T11:00:11.000Z",
          durationSec: 1,
        },
        {
          number: 4,
          name: "Run tests",
          status: "running",
          startedAt: "2026-11-23T11:00:11.000Z",
          finishedAt: null,
          durationSec: null,
        },
      ],
      mayFail: false,
      gate: null,
      question: null,
    });
  });

  it.each([
    ["queued", null, "queued"],
    ["waiting", null, "waiting"],
    ["completed", "skipped", "skipped"],
  ])(
    "has not begun where it is %s (%s), whatever start GitHub gives",
    (status, conclusion, ours) => {
      const job = toJob({ ...RAW, status, conclusion });
      expect(job).toMatchObject({ status: ours, startedAt: null, durationSec: null });
    },
  );

  it.each([
    ["in_progress", null, "running"],
    ["pending", null, "queued"],
    ["completed", "cancelled", "cancelled"],
    ["completed", "timed_out", "failed"],
    ["completed", "neutral", "warning"],
    ["completed", "a new word", "unknown"],
    [7, null, "unknown"],
  ])("tells %s (%s) as %s", (status, conclusion, ours) => {
    expect(toJob({ ...RAW, status, conclusion })?.status).toBe(ours);
  });

  it("remembers a check run of another number in its id", () => {
    const job = toJob({ ...RAW, check_run_url: "https://api.github.com/x/check-runs/12" });
    expect(job?.id).toBe("399444496/12");
    expect(parseJobId("399444496/12")).toEqual({ jobId: 399444496, checkRunId: 12 });
    expect(parseJobId("399444496")).toEqual({ jobId: 399444496, checkRunId: 399444496 });
  });

  it.each(["", "x", "1/2/3", "-4", "99999999999999999999"])("knows %j for no job of its", (id) => {
    expect(parseJobId(id)).toBeNull();
  });

  it.each([null, 7, "job", {}, { id: null }, { id: 1.5 }, { id: "x" }])("passes over %j", (raw) => {
    expect(toJob(raw)).toBeNull();
  });

  it("takes values of impossible types for absent", () => {
    const raw = {
      id: 1,
      name: 5,
      status: {},
      steps: [null, 7, { number: "x" }],
      html_url: "file:///",
    };
    expect(toJob(raw)).toMatchObject({ name: "-", status: "unknown", url: null });
    expect(toJob(raw)?.steps.map(({ number, name }) => [number, name])).toEqual([
      [1, "-"],
      [2, "-"],
      [3, "-"],
    ]);
  });

  it("lets no control sequence through", () => {
    const hostile = "a\u001b[31m\u202eb\nc";
    const job = toJob({ ...RAW, name: hostile, conclusion: hostile, steps: [{ name: hostile }] });
    expect([job?.name, job?.conclusion, job?.steps[0]?.name]).toEqual(["ab c", "ab c", "ab c"]);
  });
});
