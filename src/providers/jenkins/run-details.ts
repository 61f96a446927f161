import { cleanTextOrNull } from "../../model/clean-text.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { Provider } from "../../model/provider.ts";
import { ProviderError } from "../../model/provider-error.ts";
import type { Job, Step } from "../../model/run-detail.ts";
import { toBuildId } from "./build-of-run.ts";
import type { JenkinsClient } from "./client.ts";
import { toRunParameters, VALUES_TREE } from "./parameters.ts";
import { asObjects, type RawObject } from "./raw-json.ts";
import { readBuild } from "./read-build.ts";
import { createLogReader } from "./read-log.ts";
import type { BuildId, JenkinsRunClient } from "./run-client.ts";
import {
  nodeOf,
  toBuildJob,
  toQuestion,
  toStageJobs,
  toStageStatus,
  toSteps,
} from "./transform-job.ts";

/** What a person reads about a build. */
export type RunDetails = Required<
  Pick<Provider, "whoAmI" | "listJobs" | "listParameters" | "readLog" | "copyLog">
>;

/** What it is made of. */
export interface RunDetailsOptions {
  readonly client: JenkinsClient;
  readonly runClient: JenkinsRunClient;
  /** The configured user. */
  readonly user: string | null;
}

const BUILD_TREE = "number,result,building,timestamp,duration";

/** The kinds of job that have stages; a kind of build without them is a single job. */
const STAGED = new Set(["pipeline", "multibranch"]);

/** How many failed stages are remembered: many times what one build has. */
const MAX_KNOWN = 500;

/**
 * Creates what reads the stages and the log of a build. The stages cost one request, one more at a
 * gate, and one for each failed stage, once: the steps tell what failed in it, and whether it ran.
 */
export function createRunDetails(options: RunDetailsOptions): RunDetails {
  const { client, runClient, user } = options;
  const known = new Map<string, readonly Step[]>();

  async function findSteps(build: BuildId, node: string, signal: AbortSignal) {
    const key = `${build.fullName}#${build.number}:${node}`;
    const before = known.get(key);
    if (before) return before;
    const described = await orNull(runClient.describeStage(build, node, signal));
    if (!described) return null;
    const steps = toSteps(described);
    if (known.size >= MAX_KNOWN) known.clear();
    if (steps.every((step) => step.finishedAt !== null)) known.set(key, steps);
    return steps;
  }

  async function listStages(
    run: PipelineRun,
    build: BuildId,
    stages: readonly RawObject[],
    signal: AbortSignal,
  ): Promise<readonly Job[]> {
    const has = (status: string) => (stage: RawObject) => toStageStatus(stage.status) === status;
    const nodes = stages.filter(has("failed")).map(nodeOf);
    const failed = nodes.filter((node) => node !== null);
    const found = new Map<string, readonly Step[]>();
    await Promise.all(
      failed.map(async (node) => {
        const steps = await findSteps(build, node, signal);
        if (steps) found.set(node, steps);
      }),
    );
    const pending = stages.some(has("waiting"))
      ? await orNull(runClient.listPendingInputs(build, signal))
      : null;
    return toStageJobs(run, stages, {
      steps: found,
      question: toQuestion(pending ?? []),
    });
  }

  return {
    async whoAmI(signal) {
      if (user !== null) return user;
      const who = await runClient.whoAmI(signal);
      return who?.anonymous === false ? cleanTextOrNull(who.name) : null;
    },
    async listJobs(run, signal) {
      // What waits in the queue is no build yet.
      if (run.status === "queued") return [];
      const build = toBuildId(run);
      if (STAGED.has(run.workflow)) {
        const described = await orNull(client.describeBuild(build.fullName, build.number, signal));
        if (described) return listStages(run, build, asObjects(described.stages), signal);
      }
      const raw = await client.getBuild(build.fullName, build.number, BUILD_TREE, signal);
      const read = readBuild(raw, null, false);
      if (read) return [toBuildJob(run, read)];
      throw new ProviderError("bad-response", "the answer was no build");
    },
    ...createLogReader(runClient),
    async listParameters(run, signal) {
      // What waits in the queue is no build yet.
      if (run.status === "queued") return [];
      const { fullName, number } = toBuildId(run);
      return toRunParameters(await client.getBuild(fullName, number, VALUES_TREE, signal));
    },
  };
}

/** Null where the page does not exist: the plugin may be missing, a gate may just have been opened. */
async function orNull<Value>(answer: Promise<Value>): Promise<Value | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ProviderError && error.kind === "not-found") return null;
    throw error;
  }
}
