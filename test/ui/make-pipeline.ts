import { type Pipeline, pipelineKey } from "../../src/model/pipeline.ts";
import type { PipelineRun } from "../../src/model/pipeline-run.ts";
import type { RunStatus } from "../../src/model/run-status.ts";
import type { Snapshot, SourceState, TargetState } from "../../src/model/snapshot.ts";

/** The moment at which the tests of the screen play. */
export const NOW = Date.parse("2026-03-02T14:08:00.000Z");

/** An ISO time so many seconds before {@link NOW}. */
export function ago(seconds: number): string {
  return new Date(NOW - seconds * 1_000).toISOString();
}

const ENDED: readonly RunStatus[] = ["success", "failed", "warning", "cancelled", "skipped"];

/** A run of acme/api on main that ended two minutes ago, unless told otherwise. */
function makeRun(changes: Partial<PipelineRun> = {}): PipelineRun {
  const status = changes.status ?? "success";
  const ended = ENDED.includes(status) || status === "unknown";
  const startedAt = ended ? ago(120 + (changes.durationSec ?? 60)) : ago(181);
  return {
    id: "1",
    source: "gh",
    provider: "github",
    repo: "acme/api",
    branch: "main",
    workflow: "CI",
    number: 7,
    attempt: 1,
    status,
    conclusion: null,
    event: "push",
    actor: "ana",
    commit: { sha: "9f31c0e2b7d14c3f8a56e0d9b1c2a3f4e5d6c7b8", message: "Fix token refresh" },
    queuedAt: startedAt,
    startedAt: status === "queued" ? null : startedAt,
    finishedAt: ended ? ago(120) : null,
    durationSec: ended ? 60 : null,
    url: "https://github.com/acme/api/actions/runs/1",
    ...changes,
  };
}

/** A pipeline of such a run; `past` are the statuses before it, the oldest first. */
export function makePipeline(
  changes: Partial<PipelineRun> = {},
  past: readonly RunStatus[] = [],
): Pipeline {
  const latest = makeRun(changes);
  const older = past.map((status, index) =>
    makeRun({ ...changes, id: `p${index}`, status, durationSec: 300, finishedAt: ago(9_000) }),
  );
  const { source, provider, repo, branch, workflow } = latest;
  const history = [latest, ...older.toReversed()];
  const key = pipelineKey(latest);
  return { key, source, provider, target: repo, repo, branch, workflow, latest, history };
}

/** A target that answers, unless told otherwise. */
export function makeTarget(changes: Partial<TargetState> = {}): TargetState {
  return {
    id: "acme/api",
    state: "ok",
    error: null,
    lastOkAt: ago(10),
    nextPollAt: ago(-4),
    ...changes,
  };
}

/** A source that answers, unless told otherwise. */
export function makeSource(changes: Partial<SourceState> = {}): SourceState {
  return {
    name: "gh",
    provider: "github",
    state: "ok",
    error: null,
    quota: { limit: 5_000, remaining: 4_688, resetAt: ago(-1_800) },
    targets: [makeTarget()],
    pace: { perHour: 312, perHourLimit: 5_000, pausedUntil: null },
    nextPollAt: ago(-4),
    ...changes,
  };
}

/** The three rows of the design's drawing and the sources they come from. */
export function makeSnapshot(changes: Partial<Snapshot> = {}): Snapshot {
  return {
    pipelines: [
      makePipeline({ status: "failed", durationSec: 252, conclusion: "failure" }, [
        "success",
        "failed",
        "success",
      ]),
      makePipeline(
        { repo: "acme/web", branch: "feat/login", workflow: "e2e", status: "running", actor: "bo" },
        ["success", "success"],
      ),
      makePipeline({
        source: "lab",
        provider: "gitlab",
        repo: "team/nightly",
        workflow: "nightly",
      }),
    ],
    sources: [
      makeSource({ targets: [makeTarget(), makeTarget({ id: "acme/web" })] }),
      makeSource({
        name: "lab",
        provider: "gitlab",
        quota: null,
        targets: [makeTarget({ id: "team/nightly" })],
      }),
    ],
    ...changes,
  };
}
