import type { Pipeline } from "../../src/model/pipeline.ts";
import { pipelineKey } from "../../src/model/pipeline.ts";
import type { PipelineRun } from "../../src/model/pipeline-run.ts";

/** A finished, successful run of acme/api's CI on main, with the given fields changed. */
export function makeRun(fields: Partial<PipelineRun> = {}): PipelineRun {
  return {
    id: "1",
    source: "gh",
    provider: "github",
    repo: "acme/api",
    branch: "main",
    workflow: "CI",
    number: 1,
    attempt: 1,
    status: "success",
    conclusion: "success",
    event: "push",
    actor: "ana",
    commit: { sha: "9f31c0e5d2b14d1f8a7c6b5e4f3a2b1c0d9e8f7a", message: "Fix token refresh" },
    queuedAt: "2026-11-23T11:00:00.000Z",
    startedAt: "2026-11-23T11:00:05.000Z",
    finishedAt: "2026-11-23T11:04:17.000Z",
    durationSec: 252,
    url: "https://github.com/acme/api/actions/runs/1",
    ...fields,
  };
}

/** The pipeline that holds the given runs, newest first. */
export function makePipeline(...runs: readonly [PipelineRun, ...PipelineRun[]]): Pipeline {
  const latest = runs[0];
  const { source, provider, repo, branch, workflow } = latest;
  const key = pipelineKey(latest);
  return { key, source, provider, repo, branch, workflow, target: repo, latest, history: runs };
}
