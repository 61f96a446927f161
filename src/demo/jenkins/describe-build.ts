import type { DemoOutcome, DemoRun } from "../world/types.ts";
import type { DemoJobItem } from "./find-item.ts";
import { toItemPath } from "./find-item.ts";
import type { LazyObject } from "./tree-query.ts";

const RESULTS: Readonly<Record<DemoOutcome, string>> = {
  success: "SUCCESS",
  failure: "FAILURE",
  cancelled: "ABORTED",
  timed_out: "ABORTED",
  skipped: "NOT_BUILT",
  neutral: "UNSTABLE",
  unstable: "UNSTABLE",
};

/** Jenkins' word for how a build ended, null while it has not. */
export function toResult(run: DemoRun): string | null {
  return run.outcome === null ? null : RESULTS[run.outcome];
}

/** `CauseAction` as builds and items of the queue have it. */
export function describeCauses(run: DemoRun, isBranchJob: boolean): LazyObject {
  const { login, name } = run.triggeringActor;
  const user = {
    _class: "hudson.model.Cause$UserIdCause",
    shortDescription: `Started by user ${name}`,
    userId: login,
    userName: name,
  };
  const timer = {
    _class: "hudson.triggers.TimerTrigger$TimerTriggerCause",
    shortDescription: "Started by timer",
  };
  const branchEvent = {
    _class: "jenkins.branch.BranchEventCause",
    shortDescription: `Push event to branch ${run.branch}`,
  };
  const scm = {
    _class: "hudson.triggers.SCMTrigger$SCMTriggerCause",
    shortDescription: "Started by an SCM change",
  };
  const push = isBranchJob ? branchEvent : scm;
  const cause = run.event === "manual" ? user : run.event === "schedule" ? timer : push;
  return { _class: "hudson.model.CauseAction", causes: [cause] };
}

function describeParameters(run: DemoRun): LazyObject {
  const parameters = Object.entries(run.inputs).map(([name, value]) => ({
    _class: "hudson.model.StringParameterValue",
    name,
    value,
  }));
  return { _class: "hudson.model.ParametersAction", parameters };
}

function describeRevision(run: DemoRun, job: DemoJobItem): LazyObject {
  const SHA1 = run.commit.sha;
  const name = job.isBranchJob ? run.branch : `refs/remotes/origin/${run.branch}`;
  return {
    _class: "hudson.plugins.git.util.BuildData",
    lastBuiltRevision: { SHA1, branch: [{ SHA1, name }] },
    remoteUrls: [`https://git.acme.example/${job.repo.fullName}.git`],
    scmName: "",
  };
}

function describeChanges(run: DemoRun): LazyObject {
  const { sha, message, author, committedAt } = run.commit;
  const [title = ""] = message.split("\n", 1);
  const isNew = run.event !== "manual" && run.event !== "schedule";
  const item = {
    _class: "hudson.plugins.git.GitChangeSet",
    affectedPaths: [],
    commitId: sha,
    timestamp: committedAt,
    author: { absoluteUrl: null, fullName: author.login },
    authorEmail: author.email,
    comment: `${message}\n`,
    date: new Date(committedAt).toISOString(),
    id: sha,
    msg: title,
    paths: [],
  };
  return { _class: "hudson.plugins.git.GitChangeSetList", items: isNew ? [item] : [], kind: "git" };
}

/** A build with every field that Jenkins exports of it. */
export function describeBuild(run: DemoRun, job: DemoJobItem, root: string): LazyObject {
  const isPipeline = job.repo.kind !== "freestyle";
  const startedAt = run.startedAt ?? run.createdAt;
  const changes = () => describeChanges(run);
  return {
    _class: isPipeline
      ? "org.jenkinsci.plugins.workflow.job.WorkflowRun"
      : "hudson.model.FreeStyleBuild",
    actions: () => [
      ...(Object.keys(run.inputs).length > 0 ? [describeParameters(run)] : []),
      describeCauses(run, job.isBranchJob),
      {},
      describeRevision(run, job),
      {},
      { _class: "org.jenkinsci.plugins.displayurlapi.actions.RunDisplayAction" },
      ...(isPipeline
        ? [{ _class: "org.jenkinsci.plugins.workflow.job.views.FlowGraphAction" }, {}, {}]
        : []),
    ],
    artifacts: [],
    building: run.phase !== "done",
    description: null,
    displayName: `#${run.number}`,
    duration: run.finishedAt === null ? 0 : run.finishedAt - startedAt,
    estimatedDuration: run.estimatedMs,
    executor: null,
    fullDisplayName: `${job.fullName.replaceAll("/", " » ")} #${run.number}`,
    id: String(run.number),
    keepLog: false,
    number: run.number,
    queueId: run.id,
    result: toResult(run),
    timestamp: startedAt,
    url: `${root}${toItemPath(job.fullName)}/${run.number}/`,
    ...(isPipeline ? { changeSets: () => [changes()] } : { builtOn: "", changeSet: changes }),
    culprits: [],
  };
}
