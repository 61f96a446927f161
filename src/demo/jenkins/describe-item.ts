import type { DemoInput, DemoRun, World } from "../world/types.ts";
import { describeBuild, describeCauses, toResult } from "./describe-build.ts";
import {
  type DemoItem,
  type DemoJobItem,
  listBranchJobs,
  listBuilds,
  listItems,
  listQueued,
  toItemPath,
} from "./find-item.ts";
import type { LazyObject } from "./tree-query.ts";

const CLASSES = {
  freestyle: "hudson.model.FreeStyleProject",
  pipeline: "org.jenkinsci.plugins.workflow.job.WorkflowJob",
  folder: "com.cloudbees.hudson.plugins.folder.Folder",
  multibranch: "org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject",
} as const;

const COLORS: Readonly<Record<string, string>> = {
  SUCCESS: "blue",
  UNSTABLE: "yellow",
  FAILURE: "red",
  ABORTED: "aborted",
  NOT_BUILT: "notbuilt",
};

/** What describes items: the world, and the server's address without a slash at its end. */
export interface ItemContext {
  readonly world: World;
  readonly root: string;
}

/** The whole Jenkins. */
export function describeRoot(context: ItemContext): LazyObject {
  return {
    _class: "hudson.model.Hudson",
    assignedLabels: [{ name: "built-in" }],
    mode: "NORMAL",
    nodeDescription: "the Jenkins controller's built-in node",
    nodeName: "",
    numExecutors: 8,
    description: null,
    jobs: () => listItems(context.world, "").map((item) => describeItem(item, context)),
    quietingDown: false,
    url: `${context.root}/`,
    useCrumbs: true,
    useSecurity: true,
    views: [{ _class: "hudson.model.AllView", name: "all", url: `${context.root}/` }],
  };
}

/** A folder, a multibranch project or a job, with every field that Jenkins exports of it. */
export function describeItem(item: DemoItem, context: ItemContext): LazyObject {
  const name = item.fullName.split("/").at(-1) ?? "";
  const displayName = item.kind === "job" && item.isBranchJob ? item.branch : name;
  const common = {
    actions: [{}, {}],
    description: item.kind === "folder" ? null : item.repo.description,
    displayName,
    displayNameOrNull: null,
    fullDisplayName: item.fullName.replaceAll("/", " » "),
    fullName: item.fullName,
    name,
    url: `${context.root}${toItemPath(item.fullName)}/`,
    healthReport: [],
  };
  if (item.kind === "job") return { ...common, ...describeJob(item, context) };
  const below = () =>
    item.kind === "folder" ? listItems(context.world, item.fullName) : listBranchJobs(item.repo);
  return {
    _class: CLASSES[item.kind],
    ...common,
    jobs: () => below().map((child) => describeItem(child, context)),
    views: [{ _class: "hudson.model.AllView", name: "All", url: common.url }],
  };
}

function toColor(job: DemoJobItem, builds: readonly DemoRun[]): string {
  if (job.repo.disabled) return "disabled";
  const last = builds.find((run) => run.phase === "done");
  const color = (last && COLORS[toResult(last) ?? ""]) ?? "notbuilt";
  return builds[0] && builds[0].phase !== "done" ? `${color}_anime` : color;
}

function describeJob(job: DemoJobItem, context: ItemContext): LazyObject {
  const { world, root } = context;
  const builds = listBuilds(world, job);
  const [queued] = listQueued(world, job);
  const describe = (run: DemoRun | undefined) => (run ? describeBuild(run, job, root) : null);
  const ended = builds.filter((run) => run.phase === "done");
  const lastOf = (...results: string[]) =>
    describe(ended.find((run) => results.includes(toResult(run) ?? "")));
  const all = () => builds.map(describe);
  return {
    _class: CLASSES[job.repo.kind === "freestyle" ? "freestyle" : "pipeline"],
    buildable: !job.repo.disabled,
    builds: all,
    allBuilds: all,
    color: toColor(job, builds),
    firstBuild: () => describe(builds.at(-1)),
    inQueue: queued !== undefined,
    keepDependencies: false,
    lastBuild: () => describe(builds[0]),
    lastCompletedBuild: () => describe(ended[0]),
    lastFailedBuild: () => lastOf("FAILURE"),
    lastStableBuild: () => lastOf("SUCCESS"),
    lastSuccessfulBuild: () => lastOf("SUCCESS", "UNSTABLE"),
    lastUnstableBuild: () => lastOf("UNSTABLE"),
    lastUnsuccessfulBuild: () => lastOf("UNSTABLE", "FAILURE", "ABORTED", "NOT_BUILT"),
    nextBuildNumber: (builds[0]?.number ?? 0) + 1,
    property: describeParameters(job),
    queueItem: () => (queued ? describeQueueItem(queued, job, context) : null),
    concurrentBuild: job.repo.kind !== "freestyle",
    ...(job.isBranchJob ? {} : { disabled: job.repo.disabled }),
  };
}

function describeParameters(job: DemoJobItem): readonly LazyObject[] {
  const inputs = job.repo.workflows[0]?.inputs ?? [];
  if (inputs.length === 0) return [];
  return [
    {
      _class: "hudson.model.ParametersDefinitionProperty",
      parameterDefinitions: inputs.map(describeParameter),
    },
  ];
}

function describeParameter(input: DemoInput): LazyObject {
  const kinds = { string: "String", boolean: "Boolean", choice: "Choice" } as const;
  const type = `${kinds[input.type]}ParameterDefinition`;
  const value = input.type === "boolean" ? input.defaultValue === "true" : input.defaultValue;
  return {
    _class: `hudson.model.${type}`,
    defaultParameterValue: {
      _class: `hudson.model.${kinds[input.type === "choice" ? "string" : input.type]}ParameterValue`,
      name: input.name,
      value,
    },
    description: input.description,
    name: input.name,
    type,
    ...(input.type === "choice" ? { choices: input.options } : {}),
  };
}

/** An item of the queue; one that has left it names its build. */
export function describeQueueItem(
  run: DemoRun,
  job: DemoJobItem,
  { world, root }: ItemContext,
): LazyObject {
  const url = `${root}${toItemPath(job.fullName)}/`;
  const color = () => toColor(job, listBuilds(world, job));
  const task = { _class: CLASSES.pipeline, name: job.fullName.split("/").at(-1), url, color };
  const hasLeft = run.startedAt !== null || run.phase === "done";
  const common = {
    actions: [describeCauses(run, job.isBranchJob)],
    blocked: false,
    buildable: !hasLeft,
    id: run.id,
    inQueueSince: run.createdAt,
    params: Object.entries(run.inputs)
      .map(([name, value]) => `\n${name}=${value}`)
      .join(""),
    stuck: false,
    task,
    url: `queue/item/${run.id}/`,
  };
  if (!hasLeft) {
    const why = "Waiting for next available executor";
    const _class = "hudson.model.Queue$BuildableItem";
    return { _class, ...common, why, buildableStartMilliseconds: run.createdAt, pending: false };
  }
  const executable =
    run.startedAt === null ? null : { number: run.number, url: `${url}${run.number}/` };
  const cancelled = run.startedAt === null;
  return { _class: "hudson.model.Queue$LeftItem", ...common, why: null, cancelled, executable };
}
