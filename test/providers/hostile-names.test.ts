import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toAnnotation } from "../../src/providers/github/annotations.ts";
import { toPendingDeployments } from "../../src/providers/github/pending-deployments.ts";
import { toJob } from "../../src/providers/github/run-jobs.ts";
import {
  toPipelineRun as toGithubRun,
  toWorkflowPath,
} from "../../src/providers/github/transform.ts";
import { parseWorkflowInputs } from "../../src/providers/github/workflow-inputs.ts";
import { parsePipeline } from "../../src/providers/gitlab/raw.ts";
import { toPipelineRun as toGitlabRun } from "../../src/providers/gitlab/transform.ts";
import { toJobs } from "../../src/providers/gitlab/transform-job.ts";
import { readParameters, toRunParameters } from "../../src/providers/jenkins/parameters.ts";
import { readJobs } from "../../src/providers/jenkins/read-jobs.ts";
import {
  resolveBranches,
  toPipelineRun as toJenkinsRun,
  toQueuedRun,
} from "../../src/providers/jenkins/transform.ts";
import { toQuestion, toStageJobs, toSteps } from "../../src/providers/jenkins/transform-job.ts";
import githubRun from "../fixtures/github/workflow-run.json" with { type: "json" };
import { hostileText, UNWANTED } from "../helpers/hostile-text.ts";
import { makePipeline } from "../ui/make-pipeline.ts";
import { readPayload } from "./gitlab/gitlab-payloads.ts";

/** A payload with a hostile text in the place of every text, but of those that say what it is. */
function poison(value: unknown, next: () => string, kept: readonly string[] = []): unknown {
  if (typeof value === "string") return next();
  if (Array.isArray(value)) return value.map((one) => poison(one, next, kept));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [
    key,
    kept.includes(key) ? one : poison(one, next, kept),
  ]);
  return Object.fromEntries(entries);
}

/** All texts in a value, whatever they are nested in. */
function listTexts(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(listTexts);
}

/** Asserts over many payloads that no text of what is made of them holds anything unwanted. */
function expectClean(make: (next: () => string) => unknown): void {
  let texts = 0;
  fc.assert(
    fc.property(fc.array(hostileText, { minLength: 1, maxLength: 12 }), (names) => {
      let at = 0;
      const next = () => names[at++ % names.length] ?? "";
      for (const text of listTexts(make(next))) {
        texts += 1;
        expect(text).not.toMatch(UNWANTED);
      }
    }),
  );
  // A test that looked at nothing would pass as well.
  expect(texts).toBeGreaterThan(500);
}

describe("names that mean no good are clean once read", () => {
  it("of GitHub's runs", () => {
    expectClean((next) => {
      const raw = poison(githubRun, next);
      const context = { source: "gh", target: { id: next(), url: "https://github.com/acme/api" } };
      return [toGithubRun(raw, context), toWorkflowPath(raw)];
    });
  });

  it("of GitHub's jobs and annotations", () => {
    const step = { number: 1, name: "", status: "", conclusion: "", started_at: "" };
    const job = { id: 1, name: "", status: "", conclusion: "", html_url: "", steps: [step] };
    const note = { path: "", message: "", title: "", annotation_level: "failure", start_line: 1 };
    expectClean((next) => [
      toJob(poison(job, next)),
      toAnnotation(poison(note, next, ["annotation_level"])),
    ]);
  });

  it("of GitLab's pipelines", () => {
    const payload = readPayload("pipeline-9107");
    expectClean((next) => {
      const raw = parsePipeline(poison(payload, next));
      const context = {
        source: "lab",
        url: "https://gitlab.example.com",
        repo: "platform/gateway",
        commitTitle: next(),
        hasAllowedFailure: false,
      };
      return raw && toGitlabRun(raw, context);
    });
  });

  it("of GitLab's jobs and of the pipelines they start", () => {
    const job = { id: 3, name: "", stage: "", status: "", web_url: "", started_at: "" };
    const downstream = { id: 9, status: "", web_url: "" };
    const bridge = { ...job, id: 4, downstream_pipeline: downstream };
    const page = "https://gitlab.example.com/group/%E2%80%AE%1B[2J/-/pipelines/9";
    const foreign = { ...bridge, id: 5, downstream_pipeline: { ...downstream, web_url: page } };
    const context = { url: "https://gitlab.example.com", repo: "platform/gateway" };
    expectClean((next) =>
      toJobs(
        [poison(job, next), poison({ ...job, id: 6 }, next, ["status"])],
        [poison(bridge, next), { ...bridge, ...foreign, stage: next() }],
        context,
      ),
    );
  });

  it("of what GitHub's workflows can be given, and of the environments they wait for", () => {
    const input = { description: "", type: "", options: ["", ""], default: "", required: true };
    const environment = { id: 1, name: "" };
    expectClean((next) => {
      const inputs = {
        [next()]: poison(input, next),
        b: poison(input, next),
        c: { default: next() },
      };
      const choice = { type: "choice", options: [next(), next()], default: next() };
      const events = { workflow_dispatch: { inputs: { ...inputs, choice } } };
      const pending = [{ environment: poison(environment, next), current_user_can_approve: true }];
      return [parseWorkflowInputs(JSON.stringify({ on: events })), toPendingDeployments(pending)];
    });
  });

  it("of Jenkins' parameters, stages and gates", () => {
    const definition = { name: "", type: "", description: "", choices: ["", ""] };
    const property = [
      { parameterDefinitions: [{ ...definition, defaultParameterValue: { value: "" } }] },
    ];
    const stage = { id: "", name: "", status: "" };
    const { latest: run } = makePipeline({ provider: "jenkins" });
    expectClean((next) => {
      const raw = poison({ property }, next) as Readonly<Record<string, unknown>>;
      const gate = poison({ message: "" }, next) as Readonly<Record<string, unknown>>;
      const stages = [
        poison(stage, next),
        { ...stage, id: next(), status: "PAUSED_PENDING_INPUT" },
      ];
      const facts = { steps: new Map(), question: toQuestion([gate]) };
      return [
        readParameters(raw).map(({ input }) => input),
        toRunParameters({ actions: [{ parameters: [poison({ name: "", value: "" }, next)] }] }),
        toStageJobs(run, stages as Parameters<typeof toStageJobs>[1], facts),
      ];
    });
  });

  it("of Jenkins' jobs, builds, queue and steps", () => {
    const item = {
      _class: "org.jenkinsci.plugins.workflow.job.WorkflowJob",
      fullName: "",
      displayName: "",
      url: "",
      queueItem: { id: 1, why: "", inQueueSince: 1, actions: [] },
      inQueue: true,
      nextBuildNumber: 8,
      lastBuild: {
        number: 7,
        result: "",
        building: false,
        timestamp: 1,
        duration: 1,
        displayName: "",
        changeSets: [{ items: [{ commitId: "", msg: "", author: { fullName: "" } }] }],
        actions: [
          {
            _class: "hudson.model.CauseAction",
            causes: [
              { _class: "hudson.model.Cause$UserIdCause", shortDescription: "", userId: "" },
            ],
          },
          {
            _class: "hudson.plugins.git.util.BuildData",
            lastBuiltRevision: { SHA1: "", branch: [{ SHA1: "", name: "" }] },
          },
        ],
      },
    };
    expectClean((next) => {
      const root = { fullName: "", isMultibranch: false };
      const place = { baseUrl: "https://ci.example.com", isDetailed: true };
      const { jobs } = readJobs({ jobs: [poison(item, next, ["_class"])] }, root, place);
      const runs = jobs.flatMap((job) => {
        const branches = resolveBranches(job);
        return job.builds.map((build) => {
          const branch = branches.get(build.number) ?? "";
          return toJenkinsRun(build, { source: "ci", job, branch, isPaused: false });
        });
      });
      const queued = jobs.map((job) => toQueuedRun("ci", job, "main"));
      const stage = {
        stageFlowNodes: [{ id: "", name: "", status: "", parameterDescription: "" }],
      };
      return [runs, queued, toSteps(poison(stage, next) as Parameters<typeof toSteps>[0])];
    });
  });
});
