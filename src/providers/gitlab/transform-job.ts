import { cleanText, cleanTextOrNull } from "../../model/clean-text.ts";
import { secondsBetween, toIsoTime } from "../../model/iso-time.ts";
import type { Job } from "../../model/run-detail.ts";
import { isUnfinished, type RunStatus } from "../../model/run-status.ts";
import { isRecord } from "./raw.ts";
import { toNumber, toRunStatus, toWebAddress } from "./transform.ts";

/** Where the jobs are from. */
export interface JobContext {
  /** The server's address as a person opens it, no slash at its end. */
  readonly url: string;
  /** The project's path with its namespace. */
  readonly repo: string;
}

interface RawJob extends Readonly<Record<string, unknown>> {
  readonly id: number;
}

/** What tells a job that stands for a pipeline downstream: it has no log, and cannot be asked for. */
const BRIDGE = "bridge:";

/** The number of a job in GitLab's API, as {@link Job.id} has it; null where it is none of ours. */
export function parseJobId(id: string): { number: number; isBridge: boolean } | null {
  const isBridge = id.startsWith(BRIDGE);
  const digits = isBridge ? id.slice(BRIDGE.length) : id;
  return /^\d{1,15}$/u.test(digits) ? { number: Number(digits), isBridge } : null;
}

/**
 * The jobs of a pipeline, stage by stage. GitLab numbers them in the order of their stages, but one
 * that is tried again gets a new number; so the lists hold the earlier tries too, which tell a job's
 * place and are then left out. https://docs.gitlab.com/api/jobs/#list-pipeline-jobs
 */
export function toJobs(
  jobs: readonly unknown[],
  bridges: readonly unknown[],
  context: JobContext,
): readonly Job[] {
  const tries = [
    ...jobs.flatMap(parseJob).map((raw) => ({ raw, job: toJob(raw) })),
    ...bridges.flatMap(parseJob).map((raw) => ({ raw, job: toBridgeJob(raw, context) })),
  ];
  const places = new Map<string, number>();
  const stages = new Map<string, number>();
  const last = new Map<string, (typeof tries)[number]>();
  for (const one of tries.sort((a, b) => a.raw.id - b.raw.id)) {
    const name = nameOf(one.raw);
    const stage = String(one.raw.stage);
    if (!places.has(name)) places.set(name, one.raw.id);
    if (!stages.has(stage)) stages.set(stage, one.raw.id);
    last.set(name, one);
  }
  const stageOf = ({ stage }: RawJob) => stages.get(String(stage)) ?? 0;
  const placeOf = (raw: RawJob) => places.get(nameOf(raw)) ?? 0;
  return [...last.values()]
    .sort((a, b) => stageOf(a.raw) - stageOf(b.raw) || placeOf(a.raw) - placeOf(b.raw))
    .map(({ job }) => job);
}

/** True once a job can do and print nothing more. */
export function hasEnded(status: RunStatus): boolean {
  return !isUnfinished(status) && status !== "unknown";
}

function toJob(raw: RawJob): Job {
  const mayFail = raw.allow_failure === true;
  return compose(raw, { id: String(raw.id), name: nameOf(raw), word: raw.status, mayFail });
}

/** https://docs.gitlab.com/api/jobs/#list-pipeline-trigger-jobs */
function toBridgeJob(raw: RawJob, context: JobContext): Job {
  const downstream = isRecord(raw.downstream_pipeline) ? raw.downstream_pipeline : null;
  const project = toProject(downstream?.web_url, context);
  const isForeign = project !== null && project !== context.repo;
  // One that did not wait for its pipeline has passed whatever becomes of that.
  const isLoose = downstream !== null && raw.status === "success";
  return {
    ...compose(raw, {
      id: `${BRIDGE}${raw.id}`,
      name: `→ ${isForeign ? project : nameOf(raw)}`,
      word: downstream?.status ?? raw.status,
      mayFail: raw.allow_failure === true || (isLoose && downstream.status !== "success"),
    }),
    url: toWebAddress(downstream?.web_url) ?? toWebAddress(raw.web_url),
    isPipeline: true,
  };
}

interface JobFacts {
  readonly id: string;
  readonly name: string;
  readonly word: unknown;
  readonly mayFail: boolean;
}

function compose(raw: RawJob, { id, name, word, mayFail }: JobFacts): Job {
  const plain = toRunStatus(word);
  const status = plain === "failed" && mayFail ? "warning" : plain;
  const isOver = !isUnfinished(status);
  const startedAt = toIsoTime(raw.started_at);
  const finishedAt = isOver ? toIsoTime(raw.finished_at) : null;
  return {
    id,
    name,
    stage: cleanTextOrNull(raw.stage),
    status,
    conclusion: isOver ? cleanTextOrNull(word) : null,
    startedAt,
    finishedAt,
    durationSec:
      isOver && startedAt !== null
        ? (toNumber(raw.duration) ?? secondsBetween(startedAt, finishedAt))
        : null,
    url: toWebAddress(raw.web_url),
    steps: [],
    mayFail,
    gate: raw.status === "manual" ? "play" : null,
    question: null,
  };
}

function parseJob(value: unknown): RawJob[] {
  if (!isRecord(value)) return [];
  const { id } = value;
  return typeof id === "number" && Number.isSafeInteger(id) && id > 0 ? [{ ...value, id }] : [];
}

function nameOf(raw: RawJob): string {
  return cleanTextOrNull(raw.name) ?? `#${raw.id}`;
}

/** The path of the project a pipeline's page lies in. */
function toProject(page: unknown, { url }: JobContext): string | null {
  const address = toWebAddress(page);
  if (address === null) return null;
  const prefix = new URL(url).pathname.replace(/\/$/u, "");
  const { pathname } = new URL(address);
  const path = /^\/(.+?)(?:\/-)?\/pipelines\/\d+$/u.exec(
    pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : pathname,
  )?.[1];
  return path === undefined ? null : cleanText(path);
}
