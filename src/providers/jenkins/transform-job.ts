import { cleanFirstLine, cleanTextOrNull } from "../../model/clean-text.ts";
import { toIsoTime } from "../../model/iso-time.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { Job, Step } from "../../model/run-detail.ts";
import type { RunStatus } from "../../model/run-status.ts";
import type { JenkinsBuild } from "./jenkins-job.ts";
import { asCount, asObjects, asText, type RawObject } from "./raw-json.ts";
import { toRunStatus } from "./transform.ts";

// The Pipeline REST API plugin's words: https://plugins.jenkins.io/pipeline-rest-api/
const STATUSES: Readonly<Record<string, RunStatus>> = {
  SUCCESS: "success",
  UNSTABLE: "warning",
  FAILED: "failed",
  ABORTED: "cancelled",
  NOT_EXECUTED: "skipped",
  IN_PROGRESS: "running",
  PAUSED_PENDING_INPUT: "waiting",
};

/** What a stage or a step is doing, or how it ended. */
export function toStageStatus(word: unknown): RunStatus {
  return typeof word === "string" && Object.hasOwn(STATUSES, word)
    ? (STATUSES[word] ?? "unknown")
    : "unknown";
}

/** What was asked about a build's stages. */
export interface StageFacts {
  /** The steps of failing stages by the stage's node; a stage that was not asked about is missing. */
  readonly steps: ReadonlyMap<string, readonly Step[]>;
  /** What the build's open gate asks; null where it asks nothing, or several are open. */
  readonly question: string | null;
}

/** The node of a stage in its build's flow graph, null for what is no stage. */
export function nodeOf(stage: RawObject): string | null {
  return cleanTextOrNull(stage.id);
}

/** Turns the stages of a pipeline build into jobs. */
export function toStageJobs(
  run: PipelineRun,
  stages: readonly RawObject[],
  facts: StageFacts,
): readonly Job[] {
  const skipped = findSkipped(stages, facts);
  return stages.flatMap((stage) => {
    const node = nodeOf(stage);
    if (node === null) return [];
    const steps = facts.steps.get(node) ?? null;
    const status = skipped.has(stage) ? "skipped" : toStageStatus(stage.status);
    const isWaiting = status === "waiting";
    return [
      {
        id: `${run.id}:${node}`,
        name: cleanTextOrNull(stage.name) ?? "stage",
        stage: null,
        status,
        conclusion: isUnfinished(status) ? null : cleanTextOrNull(stage.status),
        ...toTimes(stage, status),
        url: `${run.url}execution/node/${encodeURIComponent(node)}/`,
        steps: steps ?? [],
        mayFail: false,
        gate: isWaiting ? ("approve" as const) : null,
        question: isWaiting ? facts.question : null,
      },
    ];
  });
}

/**
 * Stages skipped after a failure read FAILED too, but ran no step, nor did a failed stage behind them:
 * else it is one that holds others. What follows a build whatever its end does not count.
 */
function findSkipped(stages: readonly RawObject[], facts: StageFacts): ReadonlySet<RawObject> {
  const failed = stages.filter((stage) => toStageStatus(stage.status) === "failed");
  const countSteps = (stage: RawObject) => facts.steps.get(nodeOf(stage) ?? "")?.length;
  const isPost = ({ name }: RawObject) => /^Declarative: /u.test(asText(name) ?? "");
  const last = failed.findLastIndex((stage) => countSteps(stage) !== 0 && !isPost(stage));
  return new Set(failed.slice(Math.max(1, last + 1)).filter((stage) => countSteps(stage) === 0));
}

/** The steps of a stage, as its node's description lists them. */
export function toSteps(stage: RawObject | null): readonly Step[] {
  return asObjects(stage?.stageFlowNodes).map((node, index) => {
    const status = toStageStatus(node.status);
    const name = cleanTextOrNull(node.name) ?? "step";
    const what = cleanFirstLine(node.parameterDescription);
    return {
      number: index + 1,
      name: what === null ? name : `${name}: ${what}`,
      status,
      ...toTimes(node, status),
    };
  });
}

/** The question of a build's open gate; null where it asks nothing, or several are open. */
export function toQuestion(pending: readonly RawObject[]): string | null {
  return pending.length === 1 ? cleanTextOrNull(pending[0]?.message) : null;
}

/** The one job that a build without stages is. */
export function toBuildJob(run: PipelineRun, build: JenkinsBuild): Job {
  const { isBuilding, timestampMs, durationMs, result } = build;
  const hasEnded = !isBuilding && timestampMs !== null && durationMs !== null;
  return {
    id: run.id,
    name: "build",
    stage: null,
    status: toRunStatus(build),
    conclusion: isBuilding ? null : result,
    startedAt: toIsoTime(timestampMs),
    finishedAt: hasEnded ? toIsoTime(timestampMs + durationMs) : null,
    durationSec: hasEnded ? Math.round(durationMs / 1000) : null,
    url: run.url,
    steps: [],
    mayFail: false,
    gate: null,
    question: null,
  };
}

function isUnfinished(status: RunStatus): boolean {
  return status === "running" || status === "waiting";
}

/** The time at a gate is part of a stage's duration. What never ran has no times. */
function toTimes(node: RawObject, status: RunStatus) {
  const startMs = status === "skipped" ? null : asCount(node.startTimeMillis);
  const durationMs = isUnfinished(status) ? null : asCount(node.durationMillis);
  const hasEnded = startMs !== null && startMs > 0 && durationMs !== null;
  return {
    startedAt: toIsoTime(startMs),
    finishedAt: hasEnded ? toIsoTime(startMs + durationMs) : null,
    durationSec: hasEnded ? Math.round(durationMs / 1000) : null,
  };
}
