import type { DemoJob, DemoRun } from "../world/types.ts";

/** The Pipeline REST API plugin's word for a state: https://plugins.jenkins.io/pipeline-rest-api/ */
function toStageStatus({ phase, outcome }: Pick<DemoJob, "phase" | "outcome">): string {
  if (phase === "waiting") return "PAUSED_PENDING_INPUT";
  if (phase !== "done") return "IN_PROGRESS";
  switch (outcome) {
    case "success":
      return "SUCCESS";
    case "unstable":
    case "neutral":
      return "UNSTABLE";
    case "cancelled":
    case "timed_out":
      return "ABORTED";
    default:
      // A stage that is skipped after a failure reads so too.
      return "FAILED";
  }
}

/** The ids of a stage's own node and of its steps', in the flow graph. */
const firstNode = (index: number) => 6 + index * 10;

/** One stage as `wfapi/describe` lists it, with where to read more. */
function describeStage(job: DemoJob, index: number, base: string, nowMs: number) {
  const startedAt = job.startedAt ?? job.queuedAt ?? job.finishedAt ?? nowMs;
  const durationMillis = Math.max(0, (job.finishedAt ?? nowMs) - startedAt);
  const id = String(firstNode(index));
  return {
    _links: { self: { href: `${base}/execution/node/${id}/wfapi/describe` } },
    id,
    name: job.name,
    execNode: "",
    status: toStageStatus(job),
    ...(toStageStatus(job) === "FAILED"
      ? { error: { message: "script returned exit code 1", type: "hudson.AbortException" } }
      : {}),
    startTimeMillis: startedAt,
    durationMillis,
    pauseDurationMillis: job.phase === "waiting" ? durationMillis : 0,
  };
}

/** A node of the graph: the stage itself, or the step of it. */
export interface FlowNode {
  readonly job: DemoJob;
  readonly index: number;
}

/** Finds the stage a node belongs to, null where the build has no such node. */
export function findNode(run: DemoRun, node: string): FlowNode | null {
  const index = Math.floor((Number(node) - firstNode(0)) / 10);
  const job = run.jobs[index];
  return job && isListed(job) ? { job, index } : null;
}

/** A stage is there once its turn came, or once it is sure that its turn never comes. */
function isListed({ queuedAt, outcome }: DemoJob): boolean {
  return queuedAt !== null || outcome === "skipped";
}

/** `execution/node/N/wfapi/describe`: a stage and its steps. */
export function describeNode({ job, index }: FlowNode, base: string, nowMs: number) {
  const stage = describeStage(job, index, base, nowMs);
  const stageFlowNodes = job.steps
    .filter((step) => step.startedAt !== null)
    .map((step) => {
      const id = String(firstNode(index) + step.number);
      const self = `${base}/execution/node/${id}`;
      return {
        _links: {
          self: { href: `${self}/wfapi/describe` },
          log: { href: `${self}/wfapi/log` },
          console: { href: `${self}/log` },
        },
        id,
        name: step.name,
        execNode: "",
        status: toStageStatus(step),
        startTimeMillis: step.startedAt,
        durationMillis: (step.finishedAt ?? nowMs) - (step.startedAt ?? nowMs),
        pauseDurationMillis: 0,
        parentNodes: [stage.id],
      };
    });
  return { ...stage, stageFlowNodes };
}

/** `wfapi/describe` of the build at `base`, as `wfapi/runs` lists it too: the stages that came so far. */
export function describeFlow(run: DemoRun, base: string, nowMs: number) {
  const startTimeMillis = run.startedAt ?? run.createdAt;
  const isPaused = run.phase === "waiting";
  const stages = run.jobs
    .map((stage, index) => ({ stage, index }))
    .filter(({ stage }) => isListed(stage))
    .map(({ stage, index }) => describeStage(stage, index, base, nowMs));
  const pending = {
    pendingInputActions: { href: `${base}/wfapi/pendingInputActions` },
    nextPendingInputAction: { href: `${base}/wfapi/nextPendingInputAction` },
  };
  return {
    _links: { self: { href: `${base}/wfapi/describe` }, ...(isPaused ? pending : {}) },
    id: String(run.number),
    name: `#${run.number}`,
    status: stages.length === 0 && run.phase === "done" ? "NOT_EXECUTED" : toStageStatus(run),
    startTimeMillis,
    endTimeMillis: run.finishedAt ?? nowMs,
    durationMillis: (run.finishedAt ?? nowMs) - startTimeMillis,
    queueDurationMillis: Math.max(0, startTimeMillis - run.createdAt),
    pauseDurationMillis: 0,
    stages,
  };
}

/** The gates a build stands at, `wfapi/pendingInputActions`. */
export function describePendingInputs(run: DemoRun, base: string) {
  return run.jobs
    .filter((stage) => stage.phase === "waiting")
    .map((stage) => {
      const id = toInputId(stage);
      return {
        id,
        proceedText: "Proceed",
        message: stage.gateMessage ?? "Proceed?",
        inputs: [],
        proceedUrl: `${base}/wfapi/inputSubmit?inputId=${id}`,
        abortUrl: `${base}/input/${id}/abort`,
        redirectApprovalUrl: `${base}/input/`,
      };
    });
}

/** The id of the gate before a stage. */
export function toInputId(stage: DemoJob): string {
  return `Gate${stage.id}`;
}
