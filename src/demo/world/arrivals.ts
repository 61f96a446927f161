import { authorOf } from "./build-repos.ts";
import { writeFixMessage, writeMessage } from "./commit-messages.ts";
import { AUTHORS } from "./people.ts";
import { lengthMs, planJobs } from "./plan.ts";
import { createRandom, type Random } from "./random.ts";
import type { RunRecord, Source, WorkflowRecord } from "./records.ts";
import { nextArrival } from "./sources.ts";
import type { Beat, RunShape } from "./specs.ts";
import type { DemoCommit, DemoOutcome, DemoPerson, DemoVendor } from "./types.ts";
import { addRun, type WorldState } from "./world-state.ts";

type Seed = readonly (string | number)[];

/** What happens at one time outside the sources' own rhythm. */
export interface Appointment {
  readonly at: number;
  readonly act: () => void;
}

/** Lets a source start its runs, plans its next time, and hands back the runs. */
export function arrive(state: WorldState, source: Source): readonly RunRecord[] {
  const { repo, branch, random, event } = source;
  const at = source.nextAt;
  source.count += 1;
  const isFix = source.broken.size > 0 && event !== "schedule";
  const commit = event === "schedule" ? branch.head : pushCommit(source, random, at, isFix);
  const runs = source.workflows.map((workflow) =>
    addRun(state, {
      repo,
      workflow,
      branch: branch.name,
      event,
      actor: commit.author,
      commit,
      changeRequest: event === "change_request" ? branch.changeRequest : null,
      createdAt: at,
      shape: drawShape(random, workflow, source.broken.has(workflow)),
      seed: [state.seed, source.key, source.count, workflow.view.name],
    }),
  );
  const failed = runs.filter((run) => isBad(run.attempt.timeline.outcome));
  const ends = failed.map((run) => run.attempt.timeline.finishedAt);
  source.broken = new Set(failed.map((run) => run.workflow));
  source.nextAt = nextArrival(source, at, ends.length === 0 ? null : Math.max(...ends));
  return runs;
}

function isBad(outcome: DemoOutcome): boolean {
  return outcome === "failure" || outcome === "timed_out";
}

function pushCommit(source: Source, random: Random, at: number, isFix: boolean): DemoCommit {
  const { repo, branch } = source;
  const spec = repo.spec.branches.find((one) => one.name === branch.name);
  const isShared = branch.changeRequest === null;
  const own = spec === undefined ? null : authorOf(repo.spec, spec);
  const author = own === null || (isShared && !isFix) ? random.pick(AUTHORS) : own;
  const write = isFix ? writeFixMessage : writeMessage;
  const message = author.bot ? branch.head.message : write(random, repo.spec.topics);
  return moveHead(branch, { sha: random.hex(40), message, author, committedAt: at });
}

function moveHead(branch: Source["branch"], commit: DemoCommit): DemoCommit {
  branch.head = commit;
  branch.view = null;
  return commit;
}

function drawShape(random: Random, workflow: WorkflowRecord, isBroken: boolean): RunShape {
  const { failRate, soft } = workflow.spec;
  const roll = random.next();
  const isCut = random.chance(0.03);
  const cutSec = random.between(10, 70);
  const rate = isBroken ? 0.15 : failRate;
  if (roll < rate) return { outcome: "failure" };
  if (soft !== null && roll < rate + soft.rate) return { outcome: soft.outcome };
  return isCut ? { outcome: "success", cancelAfterSec: cutSec } : { outcome: "success" };
}

/** What the opening does on one push, as an appointment. Throws for names the world does not have. */
export function planBeat(
  state: WorldState,
  people: readonly DemoPerson[],
  beat: Beat,
  index: number,
): Appointment & { readonly repo: RunRecord["repo"]; readonly branch: string } {
  const repo = state.repos.find((one) => one.spec.fullName === beat.repo);
  const branch = repo?.branches.find((one) => one.name === beat.branch);
  const author = people.find((one) => one.login === beat.author);
  if (repo === undefined || branch === undefined || author === undefined) {
    throw new RangeError(`the opening knows no ${beat.repo} ${beat.branch} ${beat.author}`);
  }
  const runs = beat.runs.map(({ workflow: name, shape }) => {
    const workflow = repo.workflows.find((one) => one.view.name === name);
    if (workflow === undefined) throw new RangeError(`${beat.repo} has no workflow ${name}`);
    return { workflow, shape, seed: [state.seed, "opening", index, name] };
  });
  const at = beatTime(state, beat, repo.spec.vendor, runs[0]);
  const act = () => {
    const sha = createRandom(state.seed, "opening", index).hex(40);
    const commit = { sha, message: beat.message, author, committedAt: at };
    moveHead(branch, commit);
    for (const run of runs) {
      addRun(state, {
        ...run,
        repo,
        branch: branch.name,
        event: branch.changeRequest === null ? "push" : "change_request",
        actor: author,
        commit,
        changeRequest: branch.changeRequest,
        createdAt: at,
      });
    }
  };
  return { at, act, repo, branch: branch.name };
}

function beatTime(
  state: WorldState,
  beat: Beat,
  vendor: DemoVendor,
  first:
    | { readonly workflow: WorkflowRecord; readonly shape: RunShape; readonly seed: Seed }
    | undefined,
): number {
  const { startMs, speed } = state;
  if ("pushSec" in beat.at) return startMs + Math.round((beat.at.pushSec * 1_000) / speed);
  const end = startMs + Math.round((beat.at.endSec * 1_000) / speed);
  if (first === undefined) return end;
  const { recipe } = first.workflow.spec;
  return end - lengthMs(planJobs({ seed: first.seed, vendor, recipe, shape: first.shape, speed }));
}
