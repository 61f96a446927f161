import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { Provider } from "../../model/provider.ts";
import { ProviderError } from "../../model/provider-error.ts";
import { toBuildId } from "./build-of-run.ts";
import type { JenkinsClient } from "./client.ts";
import {
  PARAMETERS_TREE,
  readParameters,
  readValues,
  toParameters,
  VALUES_TREE,
} from "./parameters.ts";
import { asCount, asObject, asObjects, asText } from "./raw-json.ts";
import type { BuildId, JenkinsRunClient } from "./run-client.ts";

/** What a person does about a build. Jenkins cannot start only what failed. */
export type RunActions = Required<
  Pick<Provider, "rerun" | "cancel" | "openGate" | "describeTrigger" | "trigger">
>;

/** Creates what acts on builds. */
export function createRunActions(client: JenkinsClient, runClient: JenkinsRunClient): RunActions {
  async function findParameters(fullName: string, signal: AbortSignal) {
    return readParameters(await client.getItem(fullName, PARAMETERS_TREE, signal));
  }

  /** Takes a build out of the queue, or stops it where it has left the queue meanwhile. */
  async function cancelQueued(run: PipelineRun, build: BuildId, signal: AbortSignal) {
    const job = await client.getItem(build.fullName, "nextBuildNumber,queueItem[id]", signal);
    const next = asCount(job.nextBuildNumber) ?? build.number;
    const item = asCount(asObject(job.queueItem)?.id);
    if (next > build.number) return runClient.stopBuild(build, signal);
    if (item !== null) return runClient.cancelQueueItem(item, signal);
    throw new ProviderError("refused", `${run.repo} no longer waits in the queue`);
  }

  return {
    async rerun(run, signal) {
      const build = toBuildId(run);
      const [raw, parameters] = await Promise.all([
        client.getBuild(build.fullName, build.number, VALUES_TREE, signal),
        findParameters(build.fullName, signal),
      ]);
      const values = readValues(raw);
      await runClient.startBuild(build.fullName, parameters.length > 0 ? values : null, signal);
    },
    async cancel(run, signal) {
      const build = toBuildId(run);
      if (run.status === "queued") await cancelQueued(run, build, signal);
      else await runClient.stopBuild(build, signal);
    },
    async openGate(run, _job, signal) {
      const build = toBuildId(run);
      const pending = await runClient.listPendingInputs(build, signal);
      const page = `${run.url}input/`;
      const [gate] = pending;
      const id = asText(gate?.id);
      if (!gate || id === null) {
        throw new ProviderError("refused", `${run.repo} #${run.number} waits for nobody any more`);
      }
      if (pending.length > 1) {
        const sentence = `${run.repo} #${run.number} waits for several answers: give them on ${page}`;
        throw new ProviderError("refused", sentence);
      }
      if (asObjects(gate.inputs).length > 0) {
        const sentence = `this gate asks for values: give them on ${page}`;
        throw new ProviderError("refused", sentence);
      }
      await runClient.proceed(build, id, signal);
    },
    async describeTrigger(run, signal) {
      const parameters = await findParameters(toBuildId(run).fullName, signal);
      const inputs = parameters.map(({ input }) => input);
      return { inputs, takesVariables: false, takesBranch: false };
    },
    async trigger(run, { branch, inputs }, signal) {
      const { fullName } = toBuildId(run);
      if (branch !== null && branch !== run.branch) {
        throw new ProviderError(
          "refused",
          "a job of Jenkins builds the branch it is for, no other",
        );
      }
      const parameters = await findParameters(fullName, signal);
      const values = toParameters(parameters, inputs);
      await runClient.startBuild(fullName, parameters.length > 0 ? values : null, signal);
    },
  };
}
