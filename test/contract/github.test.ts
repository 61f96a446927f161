import type { PipelineRun } from "../../src/model/pipeline-run.ts";
import { createGithubProvider } from "../../src/providers/github/provider.ts";
import example from "../fixtures/github/workflow-run.json" with { type: "json" };
import type { ScriptedAnswer, SeenRequest } from "../helpers/scripted-server.ts";
import { describeProviderContract, SECRET } from "./provider-contract.ts";

const REPO = "octo-org/octo-repo";
const RUNS = `/api/v3/repos/${REPO}/actions/runs`;
const repository = { ...example.repository, full_name: REPO };

interface Sample {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly run: Partial<PipelineRun>;
}

const TIMES = {
  created_at: "2026-11-23T11:00:00Z",
  run_started_at: "2026-11-23T11:00:30Z",
  updated_at: "2026-11-23T11:04:42Z",
};

const ENDED = {
  queuedAt: "2026-11-23T11:00:00.000Z",
  startedAt: "2026-11-23T11:00:30.000Z",
  finishedAt: "2026-11-23T11:04:42.000Z",
  durationSec: 252,
};

const SAMPLES: readonly Sample[] = [
  {
    raw: { id: 9_007, status: "queued", conclusion: null, head_branch: "feat/login" },
    run: { id: "9007", status: "queued", branch: "feat/login", startedAt: null, durationSec: null },
  },
  {
    raw: { id: 9_006, status: "waiting", conclusion: null },
    run: { id: "9006", status: "waiting", startedAt: null, finishedAt: null },
  },
  {
    raw: { id: 9_005, status: "in_progress", conclusion: null },
    run: { id: "9005", status: "running", startedAt: ENDED.startedAt, finishedAt: null },
  },
  {
    raw: { id: 9_004, status: "completed", conclusion: "success", ...TIMES },
    run: { id: "9004", status: "success", conclusion: "success", ...ENDED },
  },
  {
    raw: {
      id: 9_003,
      status: "completed",
      conclusion: "failure",
      run_attempt: 2,
      path: ".github/workflows/nightly.yml",
      triggering_actor: { ...example.triggering_actor, login: "hubot" },
    },
    run: {
      id: "9003",
      status: "failed",
      attempt: 2,
      workflow: "Build (nightly.yml)",
      actor: "hubot",
      queuedAt: ENDED.startedAt,
    },
  },
  {
    raw: { id: 9_002, status: "completed", conclusion: "action_required", head_branch: null },
    run: { id: "9002", status: "waiting", branch: "-", finishedAt: null, durationSec: null },
  },
  {
    raw: { id: 9_001, status: "completed", conclusion: "a new word" },
    run: { id: "9001", status: "unknown", conclusion: "a new word" },
  },
];

const COMMON: Partial<PipelineRun> = {
  source: "gh",
  provider: "github",
  repo: REPO,
  workflow: "Build (build.yml)",
  number: 562,
  event: "push",
  commit: { sha: example.head_sha, message: "Create linter.yaml" },
};

const raws = SAMPLES.map(({ raw }) => ({
  ...example,
  ...TIMES,
  repository,
  ...raw,
  html_url: `https://github.com/${REPO}/actions/runs/${raw.id}`,
}));

function answer({ method, url }: SeenRequest): ScriptedAnswer | undefined {
  if (method !== "GET") return undefined;
  if (url === `${RUNS}?per_page=100&exclude_pull_requests=true`) {
    return { body: { total_count: raws.length, workflow_runs: raws } };
  }
  const single = raws.find(({ id }) => url === `${RUNS}/${id}?exclude_pull_requests=true`);
  return single && { body: single };
}

describeProviderContract({
  name: "GitHub",
  answer,
  create: (options) =>
    createGithubProvider({ source: "gh", token: `ghp_${SECRET}`, repos: [REPO], ...options }),
  target: (url) => ({ id: REPO, url: `${url}/${REPO}` }),
  expected: () =>
    SAMPLES.map(({ raw, run }) => ({
      ...COMMON,
      url: `https://github.com/${REPO}/actions/runs/${raw.id}`,
      ...run,
    })),
  hasEtags: true,
});
