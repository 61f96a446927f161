import { expect, it } from "vitest";
import { toListDocument } from "../../src/cli/list-document.ts";
import { makePipeline, makeRun } from "../helpers/make-run.ts";

const GENERATED_AT = "2026-11-23T12:00:00.000Z";

it("prints each run with all its own fields and with what its past says of it, at the printed time", () => {
  const latest = makeRun({
    id: "3",
    status: "running",
    conclusion: null,
    queuedAt: "2026-11-23T11:58:00.000Z",
    startedAt: "2026-11-23T11:59:00.000Z",
    finishedAt: null,
    durationSec: null,
  });
  const failed = makeRun({ id: "2", status: "failed", commit: { sha: "b", message: null } });
  const pipeline = makePipeline(latest, failed, makeRun({ id: "1", durationSec: 240 }));
  const snapshot = { pipelines: [pipeline], sources: [] };
  expect(toListDocument(snapshot, [pipeline], GENERATED_AT)).toEqual({
    generatedAt: GENERATED_AT,
    sources: [],
    runs: [
      {
        ...latest,
        insight: {
          typical: { medianSec: 240, p90Sec: 240, runs: 1 },
          predictedEndAt: "2026-11-23T12:03:00.000Z",
          progress: 0.25,
          isSlow: false,
          queueSec: 60,
          isQueueLong: false,
          isFlaky: false,
          transition: { kind: "broke", since: "2026-11-23T11:04:17.000Z", runs: 1 },
        },
      },
    ],
  });
});
