import { createRandom } from "./random.ts";
import type { BranchRecord, RepoRecord, Source, WorkflowRecord } from "./records.ts";
import type { DemoEvent } from "./types.ts";

const MINUTE_MS = 60_000;
/** How long ago archived repositories and disabled items saw their last run, minutes. */
const ASLEEP_MIN = 25 * 1_440;
/** Between two pushes where nobody pushes any more, minutes. */
const OLD_GAP_MIN = 300;
/** The organisation's rhythm: by it the gaps of its specs become a push a minute or so in all. */
const PUSH_PACE = 0.4;

/** The time the opening has to itself on a branch. */
export type QuietTimes = ReadonlyMap<string, { readonly from: number; readonly to: number }>;

/** The name a branch goes by in {@link QuietTimes}. */
export function branchKey(repo: RepoRecord, branch: string): string {
  return `${repo.spec.fullName}\n${branch}`;
}

/** Everything that starts runs by itself, each with 7 to 22 past times before the start. */
export function createSources(
  repos: readonly RepoRecord[],
  seed: number,
  startMs: number,
  speed: number,
  quiet: QuietTimes,
): readonly Source[] {
  const sources: Source[] = [];
  const add = (
    repo: RepoRecord,
    branch: BranchRecord,
    event: DemoEvent,
    workflows: readonly WorkflowRecord[],
    gapMin: number,
  ) => {
    const key = `${branchKey(repo, branch.name)}\n${event} ${workflows[0]?.view.name ?? ""}`;
    const random = createRandom(seed, key);
    const isAsleep = repo.spec.archived || repo.spec.disabled;
    const until = isAsleep ? startMs - (ASLEEP_MIN * MINUTE_MS) / speed : Number.POSITIVE_INFINITY;
    const gapMs = (gapMin * MINUTE_MS) / speed;
    const end = Math.min(until, startMs);
    sources.push({
      key,
      repo,
      branch,
      event,
      workflows,
      gapMs,
      random,
      quiet: quiet.get(branchKey(repo, branch.name)) ?? null,
      broken: new Set(),
      count: 0,
      nextAt: Math.round(end - gapMs * random.between(7, 22)),
      until,
    });
  };
  for (const repo of repos) {
    for (const branch of repo.branches) addPushes(repo, branch, add);
    const [main] = repo.branches;
    for (const workflow of repo.workflows) {
      if (workflow.spec.everyMin === null || main === undefined) continue;
      add(repo, main, "schedule", [workflow], workflow.spec.everyMin);
    }
  }
  return sources;
}

function addPushes(
  repo: RepoRecord,
  branch: BranchRecord,
  add: (
    repo: RepoRecord,
    branch: BranchRecord,
    event: DemoEvent,
    workflows: readonly WorkflowRecord[],
    gapMin: number,
  ) => void,
): void {
  const spec = repo.spec.branches.find((one) => one.name === branch.name);
  if (spec === undefined || spec.untouched === true) return;
  const isMain = branch === repo.branches[0];
  const isLong = isMain || branch.name.startsWith("release/");
  const workflows = repo.workflows.filter(({ spec: { pushes } }) => {
    if (pushes === null) return false;
    return pushes === "all" || (pushes === "default" ? isMain : isLong);
  });
  if (workflows.length === 0) return;
  const event = branch.changeRequest === null ? "push" : "change_request";
  add(repo, branch, event, workflows, (spec.gapMin ?? OLD_GAP_MIN) * PUSH_PACE);
}

/** When a source is due again after `atMs`, given when what it broke (if anything) ends. */
export function nextArrival(source: Source, atMs: number, brokenUntil: number | null): number {
  const { random, gapMs, quiet } = source;
  const isTimed = source.event === "schedule";
  const usual =
    atMs + gapMs * (isTimed ? random.between(0.995, 1.005) : random.between(0.35, 1.65));
  const fix = (brokenUntil ?? 0) + gapMs * random.between(0.08, 0.35);
  let at = Math.round(brokenUntil === null || isTimed ? usual : Math.min(fix, brokenUntil + gapMs));
  if (quiet !== null && at >= quiet.from && at <= quiet.to) {
    at = Math.round(quiet.to + gapMs * random.between(0.1, 1));
  }
  return at > source.until ? Number.POSITIVE_INFINITY : at;
}
