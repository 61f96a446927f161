import { cleanFirstLine, cleanTextOrNull } from "../../model/clean-text.ts";
import type { BuildDetails, JenkinsBuild } from "./jenkins-job.ts";
import { asCount, asObject, asObjects, asText, type RawObject, shortClass } from "./raw-json.ts";

// The class of a cause is the only word Jenkins has for what started a build; plugins add their own.
const EVENTS: Readonly<Record<string, string>> = {
  UserIdCause: "user",
  UserCause: "user",
  TimerTriggerCause: "timer",
  SCMTriggerCause: "scm",
  UpstreamCause: "upstream",
  BuildUpstreamCause: "upstream",
  BranchIndexingCause: "branch-indexing",
  BranchEventCause: "branch-event",
  RemoteCause: "remote",
  GitHubPushCause: "push",
  GitLabWebHookCause: "push",
  BitBucketPushCause: "push",
  GitHubPRCause: "pull-request",
  GhprbCause: "pull-request",
  GenericCause: "webhook",
  CLICause: "cli",
};

/** Causes which say that a commit, and so its author, started the build. */
const COMMIT_EVENTS = new Set(["scm", "push", "pull-request", "branch-indexing", "branch-event"]);

function toEvent(cause: RawObject): string | null {
  const name = shortClass(cause);
  const words = name
    .replace(/Cause$/u, "")
    .replace(/([a-z\d])([A-Z])|([A-Z])(?=[A-Z][a-z])/gu, "$1$3-$2");
  return EVENTS[name] ?? cleanTextOrNull(words.toLowerCase());
}

/** What started a build, from the `actions` of a build or a queue item; the first cause counts. */
export function readCause(actions: unknown): { event: string | null; actor: string | null } {
  const causes = asObjects(actions).flatMap((action) => asObjects(action.causes));
  const who = causes.map((cause) => cleanTextOrNull(cause.userId ?? cause.userName));
  const [first] = causes;
  return { event: first ? toEvent(first) : null, actor: who.find((name) => name !== null) ?? null };
}

/**
 * A branch as the git plugin spells it, `refs/remotes/origin/main` or `origin/main`, as people do;
 * `-` for a detached revision.
 */
export function toBranchName(text: string): string {
  const name = text.replace(/^(refs\/)?remotes\/[^/]+\/|^refs\/(heads|tags)\/|^origin\//u, "");
  return /^(detached|HEAD|[\da-f]{40})$/u.test(name) ? "-" : (cleanTextOrNull(name) ?? "-");
}

interface Revision {
  readonly sha: string | null;
  readonly branches: readonly string[];
}

function readRevisions(actions: unknown): readonly Revision[] {
  return asObjects(actions).flatMap((action) => {
    const revision = asObject(action.lastBuiltRevision);
    if (!revision) return [];
    const names = asObjects(revision.branch).map((branch) => asText(branch.name));
    const branches = names.filter((name) => name !== null).map(toBranchName);
    return [{ sha: cleanTextOrNull(revision.SHA1), branches }];
  });
}

interface Change {
  readonly sha: string | null;
  readonly message: string | null;
  readonly author: string | null;
  readonly timeMs: number;
}

function readChanges(build: RawObject): readonly Change[] {
  const sets = [...asObjects(build.changeSets), ...asObjects([build.changeSet])];
  return sets
    .flatMap((set) => asObjects(set.items))
    .map((item) => ({
      sha: cleanTextOrNull(item.commitId),
      message: cleanFirstLine(item.msg),
      author: cleanTextOrNull(asObject(item.author)?.fullName),
      timeMs: asCount(item.timestamp) ?? 0,
    }));
}

/**
 * Reads what made a build. Where several revisions were checked out (shared libraries come first),
 * that of the job's own `branch` counts, else the last. The actor is the person who started it, or
 * the author where a commit did.
 */
function readDetails(build: RawObject, branch: string | null): BuildDetails {
  const { event, actor } = readCause(build.actions);
  const revisions = readRevisions(build.actions);
  const own = revisions.findLast((it) => branch !== null && it.branches.includes(branch));
  const revision = own ?? revisions.at(-1);
  const changes = readChanges(build);
  const newest = changes.reduce<Change | null>(
    (best, it) => (best && best.timeMs > it.timeMs ? best : it),
    null,
  );
  const sha = revision?.sha ?? newest?.sha ?? null;
  const change = changes.find((it) => it.sha !== null && it.sha === sha) ?? null;
  const author = event !== null && COMMIT_EVENTS.has(event) ? (change ?? newest)?.author : null;
  return {
    event,
    actor: actor ?? author ?? null,
    sha,
    message: change?.message ?? null,
    branches: revision?.branches ?? [],
    isFinal: build.building !== true,
  };
}

/** Reads one build; null for what is none. `isDetailed`: its causes and revision were asked for. */
export function readBuild(
  build: unknown,
  branch: string | null,
  isDetailed: boolean,
): JenkinsBuild | null {
  const raw = asObject(build);
  const number = asCount(raw?.number);
  if (!raw || number === null) return null;
  return {
    number,
    result: cleanTextOrNull(raw.result),
    isBuilding: raw.building === true,
    timestampMs: asCount(raw.timestamp),
    durationMs: asCount(raw.duration),
    details: isDetailed ? readDetails(raw, branch) : null,
  };
}
