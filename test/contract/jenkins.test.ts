import { createJenkinsProvider } from "../../src/providers/jenkins/provider.ts";
import { parseRequest, recorded } from "../providers/jenkins/recorded.ts";
import { describeProviderContract, SECRET } from "./provider-contract.ts";

// Addresses are those of the recorded server: Jenkins says where its pages are.
const HOST = "http://127.0.0.1:18080";

const NO_COMMIT = { sha: null, message: null };

describeProviderContract({
  name: "Jenkins",
  hasEtags: false,
  answer: (request) => {
    const { path } = parseRequest(request);
    if (path === "/jenkins/api/json") return recorded("root-tree-deep");
    if (path === "/jenkins/job/approve/1/wfapi/describe") return recorded("wfapi-describe-approve");
    return undefined;
  },
  create: ({ url, http, now }) =>
    createJenkinsProvider({
      source: "ci",
      url: `${url}/jenkins/`,
      user: "ci",
      token: SECRET,
      jobs: [],
      http,
      now,
    }),
  target: (url) => ({ id: "/", url: `${url}/jenkins/` }),
  expected: () => [
    {
      id: "approve#1",
      repo: "approve",
      branch: "-",
      workflow: "pipeline",
      status: "waiting",
      conclusion: null,
      startedAt: "2026-11-23T08:01:50.179Z",
      finishedAt: null,
      durationSec: null,
      url: `${HOST}/job/approve/1/`,
    },
    {
      id: "bad#1",
      source: "ci",
      provider: "jenkins",
      repo: "bad",
      branch: "-",
      workflow: "freestyle",
      number: 1,
      attempt: 1,
      status: "failed",
      conclusion: "FAILURE",
      event: null,
      actor: null,
      commit: NO_COMMIT,
      queuedAt: "2026-11-23T08:01:50.187Z",
      startedAt: "2026-11-23T08:01:50.187Z",
      finishedAt: "2026-11-23T08:01:50.650Z",
      durationSec: 0,
      url: `${HOST}/job/bad/1/`,
    },
    { id: "decl#1", workflow: "pipeline", status: "failed", durationSec: 46 },
    {
      id: "mb/feature%2Fx#1",
      repo: "mb",
      branch: "feature/x",
      workflow: "multibranch",
      status: "success",
      url: `${HOST}/job/mb/job/feature%252Fx/1/`,
    },
    { id: "mb/fix-1#1", repo: "mb", branch: "fix-1", workflow: "multibranch" },
    { id: "mb/main#1", repo: "mb", branch: "main", workflow: "multibranch", durationSec: 2 },
    { id: "notbuilt#1", status: "skipped", conclusion: "NOT_BUILT" },
    { id: "ok#1", status: "success", conclusion: "SUCCESS" },
    { id: "param#1", status: "success", durationSec: 0 },
    { id: "slow#1", status: "success", durationSec: 60 },
    { id: "team/inner#1", repo: "team/inner", workflow: "freestyle", status: "success" },
    { id: "unstable#1", workflow: "pipeline", status: "warning", conclusion: "UNSTABLE" },
  ],
});
