import { commandOf, failureLines, ordinaryLines } from "./log-lines.ts";
import { runsStep } from "./plan.ts";
import { createRandom } from "./random.ts";
import type { AttemptRecord, JobRecord, RunRecord } from "./records.ts";
import type { JobTimes, StepTimes } from "./times.ts";

interface LogLine {
  readonly at: number;
  readonly text: string;
}

const MAX_LINES_PER_STEP = 60;

/** What a job has printed until `nowMs`, in its vendor's way; lines end in `\n`. */
export function writeJobLog(
  run: RunRecord,
  attempt: AttemptRecord,
  index: number,
  nowMs: number,
): string {
  const job = attempt.jobs[index];
  const times = attempt.timeline.jobs[index];
  if (job === undefined || times === undefined || times.startedAt === null) return "";
  return print(run, jobLines(run, job, times), nowMs);
}

/** The whole log of an attempt until `nowMs`: Jenkins's console, or its jobs' logs in a row. */
export function writeRunLog(run: RunRecord, attempt: AttemptRecord, nowMs: number): string {
  if (run.repo.spec.vendor !== "jenkins") {
    return attempt.jobs.map((_, index) => writeJobLog(run, attempt, index, nowMs)).join("");
  }
  const { timeline } = attempt;
  if (timeline.startedAt === null || timeline.startedAt > nowMs) return "";
  const isPipeline = run.repo.spec.kind !== "freestyle";
  const lines: LogLine[] = [];
  const add = (at: number, ...texts: string[]) =>
    lines.push(...texts.map((text) => ({ at, text })));
  add(timeline.startedAt, `Started by ${run.event === "schedule" ? "timer" : attempt.actor.name}`);
  add(timeline.startedAt, `Checking out Revision ${run.commit.sha} (${run.branch})`);
  if (isPipeline) add(timeline.startedAt, "[Pipeline] Start of Pipeline", "[Pipeline] node");
  for (const [index, job] of attempt.jobs.entries()) {
    const times = timeline.jobs[index];
    if (times === undefined) continue;
    const gate = job.plan.recipe.gateMessage;
    if (gate !== null && times.queuedAt !== null) {
      add(times.queuedAt, "[Pipeline] input", gate, "Proceed or Abort");
      if (times.startedAt !== null) add(times.openAt ?? times.startedAt, "Approved");
    }
    if (times.startedAt !== null) lines.push(...jobLines(run, job, times));
  }
  if (isPipeline) add(timeline.finishedAt, "[Pipeline] End of Pipeline");
  add(timeline.finishedAt, `Finished: ${JENKINS_WORDS[timeline.outcome] ?? "FAILURE"}`);
  return print(run, lines, nowMs);
}

const JENKINS_WORDS: Readonly<Record<string, string>> = {
  success: "SUCCESS",
  unstable: "UNSTABLE",
  cancelled: "ABORTED",
  skipped: "NOT_BUILT",
};

function print(run: RunRecord, lines: readonly LogLine[], nowMs: number): string {
  const isStamped = run.repo.spec.vendor === "github";
  let text = "";
  for (const line of lines) {
    if (line.at > nowMs) continue;
    const stamp = isStamped ? `${new Date(line.at).toISOString().replace("Z", "0000Z")} ` : "";
    text += `${stamp}${line.text}\n`;
  }
  return text;
}

function jobLines(run: RunRecord, job: JobRecord, times: JobTimes): LogLine[] {
  const lines: LogLine[] = [];
  const { plan } = job;
  const { vendor, kind } = run.repo.spec;
  const startedAt = times.startedAt ?? 0;
  const isStage = vendor === "jenkins" && kind !== "freestyle";
  if (isStage) lines.push({ at: startedAt, text: "[Pipeline] stage" });
  if (isStage) lines.push({ at: startedAt, text: `[Pipeline] { (${plan.recipe.stage})` });
  for (const [index, step] of plan.steps.entries()) {
    const stepTimes = times.steps[index];
    if (stepTimes === undefined || stepTimes.startedAt === null || !runsStep(plan, index)) continue;
    lines.push(...stepLines(run, job, index, step.name, stepTimes, stepTimes.startedAt));
  }
  if (isStage) lines.push({ at: times.finishedAt, text: "[Pipeline] }" });
  if (vendor === "gitlab") lines.push({ at: times.finishedAt, text: labEnding(times) });
  return lines;
}

function labEnding(times: JobTimes): string {
  if (times.outcome === "success") return "\u001b[32;1mJob succeeded\u001b[0;m";
  const reason = times.outcome === "cancelled" ? "canceled" : "exit code 1";
  return `\u001b[31;1mERROR: Job failed: ${reason}\u001b[0;m`;
}

function stepLines(
  run: RunRecord,
  job: JobRecord,
  index: number,
  name: string,
  times: StepTimes,
  startedAt: number,
): LogLine[] {
  const random = createRandom(job.plan.seed, "log", index);
  const lengthMs = job.plan.steps[index]?.ms ?? 0;
  const share = (job.plan.recipe.steps[index]?.weight ?? 1) * 9;
  const count = Math.min(MAX_LINES_PER_STEP, Math.ceil(share * random.between(0.7, 1.4)));
  const body = ordinaryLines(random, name, count).map((text, at) => ({
    at: startedAt + Math.round((lengthMs * (at + 1)) / (count + 2)),
    text,
  }));
  const isBad = index === job.plan.failedStep || (job.plan.result === "unstable" && index === 0);
  const bad = isBad && job.plan.failure !== null ? failureLines(random, job.plan.failure) : [];
  const end = startedAt + lengthMs;
  const { opening, closing } = frame(run, name, startedAt, end, index === job.plan.failedStep);
  const lines = [
    ...opening.map((text) => ({ at: startedAt, text })),
    ...body,
    ...bad.map((text) => ({ at: end, text })),
    ...closing.map((text) => ({ at: end, text })),
  ];
  if (times.outcome !== "cancelled") return lines;
  const printed = lines.filter((line) => line.at <= times.finishedAt);
  return [...printed, { at: times.finishedAt, text: cancelText(run) }];
}

function cancelText(run: RunRecord): string {
  switch (run.repo.spec.vendor) {
    case "github":
      return "##[error]The operation was canceled.";
    case "gitlab":
      return "\u001b[31;1mERROR: the job was canceled\u001b[0;m";
    case "jenkins":
      return "Sending interrupt signal to process";
  }
}

/** What its vendor prints before and after a step. */
function frame(
  run: RunRecord,
  name: string,
  startedAt: number,
  end: number,
  isFailed: boolean,
): { readonly opening: readonly string[]; readonly closing: readonly string[] } {
  const command = commandOf(name);
  switch (run.repo.spec.vendor) {
    case "github": {
      const error = isFailed ? ["##[error]Process completed with exit code 1."] : [];
      const shell = "shell: /usr/bin/bash -e {0}";
      return { opening: [`##[group]Run ${command}`, shell, "##[endgroup]"], closing: error };
    }
    case "gitlab": {
      const section = name.toLowerCase().replaceAll(/\W+/gu, "_");
      const at = (ms: number) => Math.floor(ms / 1_000);
      return {
        opening: [
          `section_start:${at(startedAt)}:${section}\r\u001b[0K\u001b[36;1m${name}\u001b[0;m`,
          `\u001b[32;1m$ ${command}\u001b[0;m`,
        ],
        closing: [`section_end:${at(end)}:${section}\r\u001b[0K`],
      };
    }
    case "jenkins":
      return {
        opening: [`+ ${command}`],
        closing: isFailed ? ["ERROR: script returned exit code 1"] : [],
      };
  }
}
