import { describe, expect, it } from "vitest";
import type { JenkinsBuild, JenkinsJob } from "../../../src/providers/jenkins/jenkins-job.ts";
import { toBranchName } from "../../../src/providers/jenkins/read-build.ts";
import { readJobs } from "../../../src/providers/jenkins/read-jobs.ts";
import {
  resolveBranches,
  toPipelineRun,
  toQueuedRun,
  toRunStatus,
} from "../../../src/providers/jenkins/transform.ts";

const BASE = "https://ci.example.com/jenkins";
const ROOT = { fullName: "", isMultibranch: false };

function read(item: Record<string, unknown>): JenkinsJob {
  const { jobs } = readJobs({ jobs: [item] }, ROOT, { baseUrl: BASE, isDetailed: true });
  const [job] = jobs;
  if (!job) throw new Error("the item was left out");
  return job;
}

function readLast(lastBuild: Record<string, unknown>, item: Record<string, unknown> = {}) {
  const job = read({ fullName: "app", lastBuild: { number: 7, ...lastBuild }, ...item });
  const [build] = job.builds;
  if (!build) throw new Error("the build was left out");
  const branch = resolveBranches(job).get(build.number) ?? "";
  return toPipelineRun(build, { source: "ci", job, branch, isPaused: false });
}

const checkout = (branch: string, sha = "9f31c0e") => ({
  _class: "hudson.plugins.git.util.BuildData",
  lastBuiltRevision: { SHA1: sha, branch: [{ SHA1: sha, name: branch }] },
});

const cause = (...causes: Record<string, unknown>[]) => ({
  _class: "hudson.model.CauseAction",
  causes,
});

describe("the status of a build", () => {
  it.each([
    ["SUCCESS", "success"],
    ["UNSTABLE", "warning"],
    ["FAILURE", "failed"],
    ["ABORTED", "cancelled"],
    ["NOT_BUILT", "skipped"],
    ["PROMOTED", "unknown"],
    ["success", "unknown"],
    ["constructor", "unknown"],
    [null, "unknown"],
  ])("of result %s is %s once it has ended", (result, status) => {
    expect(toRunStatus({ isBuilding: false, result })).toBe(status);
  });

  it("is running while it builds, whatever the result is so far", () => {
    expect(toRunStatus({ isBuilding: true, result: null })).toBe("running");
    expect(toRunStatus({ isBuilding: true, result: "FAILURE" })).toBe("running");
  });

  it("is waiting at an input gate, and no longer once it has ended", () => {
    expect(toRunStatus({ isBuilding: true, result: null }, true)).toBe("waiting");
    expect(toRunStatus({ isBuilding: false, result: "ABORTED" }, true)).toBe("cancelled");
  });
});

describe("the times of a build", () => {
  it("are its start and its start plus its duration, rounded to seconds", () => {
    const run = readLast({ result: "SUCCESS", timestamp: 1_795_420_910_187, duration: 1_500 });
    expect(run).toMatchObject({
      startedAt: "2026-11-23T08:01:50.187Z",
      finishedAt: "2026-11-23T08:01:51.687Z",
      durationSec: 2,
    });
  });

  it("have no end while it builds, although Jenkins gives a duration of 0", () => {
    const run = readLast({ building: true, timestamp: 1_795_420_910_187, duration: 0 });
    expect(run).toMatchObject({ finishedAt: null, durationSec: null, conclusion: null });
  });
});

describe("the cause of a build", () => {
  it.each([
    ["hudson.model.Cause$UserIdCause", "user"],
    ["hudson.triggers.TimerTrigger$TimerTriggerCause", "timer"],
    ["hudson.triggers.SCMTrigger$SCMTriggerCause", "scm"],
    ["hudson.model.Cause$UpstreamCause", "upstream"],
    ["org.jenkinsci.plugins.workflow.support.steps.build.BuildUpstreamCause", "upstream"],
    ["jenkins.branch.BranchIndexingCause", "branch-indexing"],
    ["jenkins.branch.BranchEventCause", "branch-event"],
    ["com.cloudbees.jenkins.GitHubPushCause", "push"],
    ["org.jenkinsci.plugins.workflow.cps.replay.ReplayCause", "replay"],
    ["com.example.NightlyHTTPCheckCause", "nightly-http-check"],
    ["com.example.Cause", null],
    [undefined, null],
  ])("%s is the event %s", (className, event) => {
    expect(readLast({ actions: [{}, cause({ _class: className })] }).event).toBe(event);
  });

  it("names the user by id, else by name", () => {
    const user = { _class: "hudson.model.Cause$UserIdCause" };
    const actor = (fields: object) => readLast({ actions: [cause({ ...user, ...fields })] }).actor;
    expect(actor({ userId: "ana", userName: "Ana Silva" })).toBe("ana");
    expect(actor({ userId: null, userName: "anonymous" })).toBe("anonymous");
  });

  it("finds the user behind a replay", () => {
    const run = readLast({
      actions: [
        cause({ _class: "x.ReplayCause" }),
        cause({ _class: "x.UserIdCause", userId: "ana" }),
      ],
    });
    expect(run).toMatchObject({ event: "replay", actor: "ana" });
  });

  it("is the author where a commit started it, and nobody where the clock did", () => {
    const changeSets = [{ items: [{ commitId: "9f31c0e", author: { fullName: "ana" } }] }];
    const by = (name: string) =>
      readLast({ changeSets, actions: [cause({ _class: name }), checkout("origin/main")] }).actor;
    expect(by("hudson.triggers.SCMTrigger$SCMTriggerCause")).toBe("ana");
    expect(by("hudson.triggers.TimerTrigger$TimerTriggerCause")).toBeNull();
  });
});

describe("the commit and branch of a build", () => {
  it.each([
    ["refs/remotes/origin/main", "main"],
    ["refs/remotes/upstream/feature/x", "feature/x"],
    ["remotes/origin/main", "main"],
    ["origin/release/2.4", "release/2.4"],
    ["refs/heads/main", "main"],
    ["refs/tags/v1.2", "v1.2"],
    ["feature/x", "feature/x"],
    ["detached", "-"],
    ["HEAD", "-"],
    ["9f31c0e2b1d04a7c8e5f6a7b8c9d0e1f2a3b4c5d", "-"],
    ["\u001b[31m\u0007", "-"],
  ])("%j is the branch %s", (name, branch) => {
    expect(toBranchName(name)).toBe(branch);
    expect(readLast({ actions: [checkout(name)] }).branch).toBe(branch);
  });

  it("take the message of the checked-out commit, not of another in the same change", () => {
    const items = [
      { commitId: "1111111", msg: "Older", timestamp: 1 },
      { commitId: "9f31c0e", msg: "Fix token refresh\n\nLong story", timestamp: 2 },
    ];
    const commit = { sha: "9f31c0e", message: "Fix token refresh" };
    const actions = [checkout("origin/main")];
    expect(readLast({ actions, changeSets: [{ items }] }).commit).toEqual(commit);
    expect(readLast({ actions, changeSet: { items } }).commit).toEqual(commit);
    const none = { sha: "9f31c0e", message: null };
    expect(readLast({ actions, changeSet: { items: items.slice(0, 1) } }).commit).toEqual(none);
  });

  it("are those of the newest change where the revision is not told, as with Subversion", () => {
    const items = [
      { commitId: "1234", msg: "Newer", timestamp: 9 },
      { commitId: "1233", msg: "Older", timestamp: 4 },
    ];
    expect(readLast({ changeSet: { items } }).commit).toEqual({ sha: "1234", message: "Newer" });
  });

  it("are those of the project, not of the shared libraries it loads", () => {
    const run = readLast({ actions: [checkout("lib-1", "aaa"), checkout("origin/main", "bbb")] });
    expect(run).toMatchObject({ branch: "main", commit: { sha: "bbb" } });
  });
});

describe("a job of a multibranch project", () => {
  const project = (jobs: readonly object[]) => ({
    _class: "org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject",
    fullName: "team/mb",
    jobs,
  });

  function readBranch(fullName: string, lastBuild: object = { number: 1 }) {
    const root = { jobs: [{ fullName: "team", jobs: [project([{ fullName, lastBuild }])] }] };
    return readJobs(root, ROOT, { baseUrl: BASE, isDetailed: true }).jobs[0];
  }

  it("is a branch of its project, slashes and letters decoded", () => {
    expect(readBranch("team/mb/feature%2Fgr%C3%B6%C3%9Fer")).toMatchObject({
      repo: "team/mb",
      branch: "feature/größer",
      workflow: "multibranch",
      url: `${BASE}/job/team/job/mb/job/feature%252Fgr%25C3%25B6%25C3%259Fer/`,
    });
  });

  it("keeps a name that is no valid encoding", () => {
    expect(readBranch("team/mb/100%")).toMatchObject({ branch: "100%" });
  });

  it("prefers the revision of its own branch among several", () => {
    const actions = [checkout("main", "aaa"), checkout("lib", "bbb")];
    expect(readBranch("team/mb/main", { number: 1, actions })?.builds[0]?.details?.sha).toBe("aaa");
  });
});

describe("the workflow of a job", () => {
  it.each([
    ["hudson.model.FreeStyleProject", "freestyle"],
    ["org.jenkinsci.plugins.workflow.job.WorkflowJob", "pipeline"],
    ["hudson.matrix.MatrixProject", "matrix"],
    ["hudson.maven.MavenModuleSet", "maven"],
    ["hudson.model.ExternalJob", "external"],
    ["com.tikal.jenkins.plugins.multijob.MultiJobProject", "multijob"],
    ["com.example.Project", "job"],
    [undefined, "job"],
  ])("of %s is %s", (_class, workflow) => {
    expect(readLast({}, { _class }).workflow).toBe(workflow);
  });
});

describe("the page of a build", () => {
  it.each([
    ["http://ci.example.com/jenkins/job/app/", "http://ci.example.com/jenkins/job/app/7/"],
    ["https://other.example.com/job/app", "https://other.example.com/job/app/7/"],
    ["http://localhost:8080/job/app/", `${BASE}/job/app/7/`],
    ["javascript:alert(1)", `${BASE}/job/app/7/`],
    ["no address", `${BASE}/job/app/7/`],
    [null, `${BASE}/job/app/7/`],
  ])("of a job at %s is %s", (url, expected) => {
    expect(readLast({}, { url }).url).toBe(expected);
  });
});

describe("a build in the queue", () => {
  const queueItem = {
    inQueueSince: 1_795_420_910_187,
    actions: [cause({ _class: "hudson.model.Cause$UserIdCause", userId: "ana" })],
  };
  const lastBuild = { number: 7, result: "SUCCESS", actions: [checkout("origin/main")] };

  it("has the id of the build it becomes, and the branch of the one before", () => {
    const job = read({ fullName: "app", inQueue: true, nextBuildNumber: 8, queueItem, lastBuild });
    expect(toQueuedRun("ci", job, "main")).toMatchObject({
      id: "app#8",
      number: 8,
      branch: "main",
      status: "queued",
      event: "user",
      actor: "ana",
      queuedAt: "2026-11-23T08:01:50.187Z",
      startedAt: null,
      durationSec: null,
    });
    const building = { number: 8, building: true };
    expect(readLast(building).id).toBe("app#8");
  });

  it("is known without details where the user may not see them", () => {
    const job = read({ fullName: "app", inQueue: true, nextBuildNumber: 1 });
    expect(toQueuedRun("ci", job, "-")).toMatchObject({ number: 1, queuedAt: null, actor: null });
  });

  it("is no more where the same answer shows it as a build already", () => {
    const job = read({ fullName: "app", inQueue: true, nextBuildNumber: 7, lastBuild });
    expect(toQueuedRun("ci", job, "main")).toBeNull();
  });
});

describe("builds without a revision of their own", () => {
  const build = (number: number, ...branches: string[]): JenkinsBuild => ({
    number,
    result: "SUCCESS",
    isBuilding: false,
    timestampMs: 1,
    durationMs: 1,
    details: { event: null, actor: null, sha: null, message: null, branches, isFinal: true },
  });
  const resolve = (...builds: JenkinsBuild[]) => {
    const job = { ...read({ fullName: "app", lastBuild: { number: 1 } }), builds };
    return [...resolveBranches(job)].sort(([a], [b]) => b - a).map(([, branch]) => branch);
  };

  it("go with the next older build, and the oldest with the next newer", () => {
    expect(resolve(build(4), build(3, "dev"), build(2, "main"), build(1))).toEqual([
      "dev",
      "dev",
      "main",
      "main",
    ]);
  });

  it("have no branch where no build has one", () => {
    expect(resolve(build(2), build(1))).toEqual(["-", "-"]);
  });
});

describe("impossible answers", () => {
  it.each([
    ["a number", 42],
    ["a string", "jobs"],
    ["null", null],
    ["an array", [[]]],
  ])("leave out fields that are %s", (_name, value) => {
    const fields = ["builds", "lastBuild", "queueItem", "jobs", "url", "color", "_class", "name"];
    const item = Object.fromEntries(fields.map((field) => [field, value]));
    const build = Object.fromEntries(
      ["result", "timestamp", "actions", "changeSets", "changeSet"].map((it) => [it, value]),
    );
    const actions = [{ causes: value }, { lastBuiltRevision: value }, value];
    const root = {
      jobs: [
        value,
        item,
        { ...item, fullName: "a", builds: [value, { number: 3, ...build }] },
        { fullName: "b", lastBuild: { number: 4, ...build, actions } },
      ],
    };
    const { jobs } = readJobs(root, ROOT, { baseUrl: BASE, isDetailed: true });
    expect(jobs.filter((job) => job.fullName.length === 1)).toHaveLength(2);
  });
});
