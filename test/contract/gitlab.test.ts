import { createGitlabProvider } from "../../src/providers/gitlab/provider.ts";
import commits from "../fixtures/gitlab/commits.json" with { type: "json" };
import { answerAsGitlab, PROJECT } from "../providers/gitlab/gitlab-payloads.ts";
import { describeProviderContract, SECRET } from "./provider-contract.ts";

describeProviderContract({
  name: "GitLab",
  answer: answerAsGitlab,
  create: ({ url, http, now }) =>
    createGitlabProvider({ source: "lab", url, token: SECRET, projects: [PROJECT], http, now }),
  target: (url) => ({ id: PROJECT, url: `${url}/${PROJECT}` }),
  expected: () => [
    {
      id: "9108",
      source: "lab",
      provider: "gitlab",
      repo: PROJECT,
      branch: "main",
      workflow: "pipeline",
      number: 308,
      attempt: 1,
      status: "running",
      conclusion: null,
      event: "push",
      actor: "mara",
      commit: { sha: commits[0]?.id ?? "", message: "Fix token refresh" },
      queuedAt: "2026-11-23T11:55:00.120Z",
      startedAt: "2026-11-23T11:55:11.900Z",
      finishedAt: null,
      durationSec: null,
      url: "https://gitlab.example.com/platform/gateway/-/pipelines/9108",
    },
    {
      id: "9107",
      branch: "!97",
      workflow: "pipeline",
      status: "failed",
      conclusion: "failed",
      event: "merge_request_event",
      actor: "jonas",
      queuedAt: "2026-11-23T10:40:00.000Z",
      finishedAt: "2026-11-23T10:46:31.400Z",
      durationSec: 378,
    },
    { id: "9106", workflow: "schedule", status: "warning", conclusion: "success" },
    {
      id: "9105",
      branch: "fix/zeitüberschreitung",
      status: "waiting",
      conclusion: null,
      durationSec: null,
    },
    // Not the newest of its row, but what the running one is to be measured by.
    { id: "9104", branch: "main", status: "success", actor: "mara", durationSec: 340 },
    { id: "9103", branch: "v2.4.0", status: "cancelled", conclusion: "canceled", durationSec: 70 },
  ],
  hasEtags: true,
});
