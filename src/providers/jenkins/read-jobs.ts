import { cleanText, cleanTextOrNull } from "../../model/clean-text.ts";
import type { JenkinsBuild, JenkinsJob, QueuedBuild } from "./jenkins-job.ts";
import { createJobUrl } from "./job-url.ts";
import { asCount, asObject, asObjects, asText, type RawObject, shortClass } from "./raw-json.ts";
import { readBuild, readCause } from "./read-build.ts";
import { LEVELS } from "./tree.ts";

/** An item that holds jobs, as its answer or its parent's answer shows it. */
export interface Container {
  /** As Jenkins spells it; "" for the whole Jenkins. */
  readonly fullName: string;
  readonly isMultibranch: boolean;
}

/** The jobs of one answer, and the containers at its end whose jobs it only names. */
export interface JobListing {
  readonly jobs: readonly JenkinsJob[];
  readonly deeper: readonly string[];
}

interface Reading {
  readonly baseUrl: string;
  /** Whether the answer holds causes and revisions of older builds. */
  readonly isDetailed: boolean;
}

const WORKFLOWS: Readonly<Record<string, string>> = {
  FreeStyleProject: "freestyle",
  WorkflowJob: "pipeline",
  MatrixProject: "matrix",
  MavenModuleSet: "maven",
  ExternalJob: "external",
};

/** True for `WorkflowMultiBranchProject` and its kin, whose jobs are branches. */
export function isMultibranch(item: RawObject): boolean {
  return shortClass(item).endsWith("MultiBranchProject");
}

/** A full name for people: the branches of a multibranch project decoded. */
export function decodeFullName(fullName: string): string {
  return cleanText(fullName.split("/").map(decodeSegment).join("/"));
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function toWorkflow(item: RawObject, parent: Container): string {
  if (parent.isMultibranch) return "multibranch";
  const name = shortClass(item);
  const word = name.replace(/(Project|Job)$/u, "").toLowerCase();
  return WORKFLOWS[name] ?? cleanTextOrNull(word) ?? "job";
}

/** Newest first; the last build counts twice in the answer, and its fuller form is kept. */
function readBuilds(
  item: RawObject,
  branch: string | null,
  reading: Reading,
): readonly JenkinsBuild[] {
  const byNumber = new Map<number, JenkinsBuild>();
  for (const raw of asObjects(item.builds)) {
    const build = readBuild(raw, branch, reading.isDetailed);
    if (build) byNumber.set(build.number, build);
  }
  const last = readBuild(item.lastBuild, branch, true);
  if (last) byNumber.set(last.number, last);
  return [...byNumber.values()].sort((a, b) => b.number - a.number);
}

function readQueued(item: RawObject, newest: number): QueuedBuild | null {
  const queueItem = asObject(item.queueItem);
  if (!queueItem && item.inQueue !== true) return null;
  const number = asCount(item.nextBuildNumber) ?? newest + 1;
  if (number <= newest) return null;
  return { number, sinceMs: asCount(queueItem?.inQueueSince), ...readCause(queueItem?.actions) };
}

/** A branch that is gone from its repository cannot be built either; an external job never could. */
function isDisabled(item: RawObject): boolean {
  const isOff = item.disabled === true || asText(item.color)?.startsWith("disabled") === true;
  return isOff || (item.buildable === false && shortClass(item) !== "ExternalJob");
}

function readJob(
  item: RawObject,
  fullName: string,
  parent: Container,
  reading: Reading,
): JenkinsJob | null {
  const className = shortClass(item);
  const branchName = decodeSegment(fullName.slice(parent.fullName.length).replace(/^\//u, ""));
  const branch = parent.isMultibranch ? (cleanTextOrNull(branchName) ?? "-") : null;
  const builds = readBuilds(item, branch, reading);
  const queued = readQueued(item, builds[0]?.number ?? 0);
  if (builds.length === 0 && !queued) return null;
  return {
    fullName,
    repo: decodeFullName(parent.isMultibranch ? parent.fullName : fullName),
    branch,
    workflow: toWorkflow(item, parent),
    url: createJobUrl(reading.baseUrl, fullName, item.url),
    isPipeline: className === "WorkflowJob",
    builds,
    queued,
  };
}

/**
 * Reads the jobs of an answer, folders within folders. Left out are disabled jobs, whose last result
 * is no news, and those that were never built and do not wait for it.
 */
export function readJobs(root: RawObject, container: Container, reading: Reading): JobListing {
  const jobs: JenkinsJob[] = [];
  const deeper: string[] = [];

  function read(item: RawObject, parent: Container, level: number): void {
    const joined = [parent.fullName, asText(item.name)].filter(Boolean).join("/");
    const fullName = asText(item.fullName) ?? joined;
    const below = asObjects(item.jobs);
    if (below.length > 0) {
      const own = { fullName, isMultibranch: isMultibranch(item) };
      if (level === LEVELS) deeper.push(fullName);
      else for (const it of below) read(it, own, level + 1);
    } else if (fullName !== parent.fullName && !isDisabled(item)) {
      const job = readJob(item, fullName, parent, reading);
      if (job) jobs.push(job);
    }
  }

  for (const item of asObjects(root.jobs)) read(item, container, 1);
  return { jobs, deeper };
}
