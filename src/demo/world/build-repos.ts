import { writeMessage } from "./commit-messages.ts";
import { GITHUB_REPOS } from "./organisation-github.ts";
import { GITLAB_REPOS } from "./organisation-gitlab.ts";
import { JENKINS_REPOS } from "./organisation-jenkins.ts";
import { AUTHORS, UPDATE_BOT } from "./people.ts";
import { createRandom } from "./random.ts";
import type { BranchRecord, RepoRecord, WorkflowRecord } from "./records.ts";
import type { BranchSpec, RepoSpec } from "./specs.ts";
import type { DemoPerson } from "./types.ts";

const DAY_MS = 86_400_000;
const FIRST_ID = { github: 610_000_100, gitlab: 5_100, jenkins: 100 } as const;

/** Makes the organisation's repositories as they were before their first run. */
export function buildRepos(seed: number, startMs: number, speed: number): readonly RepoRecord[] {
  const specs = [...GITHUB_REPOS, ...GITLAB_REPOS, ...JENKINS_REPOS];
  return specs.map((spec, index) => buildRepo(spec, index, seed, startMs, speed));
}

function buildRepo(
  spec: RepoSpec,
  index: number,
  seed: number,
  startMs: number,
  speed: number,
): RepoRecord {
  const random = createRandom(seed, "repo", spec.fullName);
  const id = FIRST_ID[spec.vendor] + index * 7;
  const workflows: WorkflowRecord[] = spec.workflows.map((workflow, at) => ({
    spec: workflow,
    view: {
      id: id * 10 + at,
      name: workflow.name,
      file: workflow.file,
      dispatchable: workflow.dispatchable && !spec.archived && !spec.disabled,
      inputs: workflow.inputs,
    },
  }));
  const branches: BranchRecord[] = spec.branches.map((branch) => {
    const author = authorOf(spec, branch);
    const { changeRequest } = branch;
    return {
      name: branch.name,
      changeRequest: changeRequest === null ? null : { ...changeRequest, author },
      head: {
        sha: random.hex(40),
        message: changeRequest?.title ?? writeMessage(random, spec.topics),
        author,
        committedAt: Math.round(startMs - (random.between(60, 90) * DAY_MS) / speed),
      },
      view: null,
    };
  });
  return {
    id,
    spec,
    createdAt: Math.round(startMs - (random.between(300, 1_400) * DAY_MS) / speed),
    workflows,
    branches,
    runs: [],
    revisionBase: 1,
    view: null,
  };
}

/** Who works on a branch: always the same person, for the bot's branches the bot. */
export function authorOf(spec: RepoSpec, branch: BranchSpec): DemoPerson {
  if (branch.name.startsWith("dependabot/")) return UPDATE_BOT;
  return createRandom("author", spec.fullName, branch.name).pick(AUTHORS);
}
