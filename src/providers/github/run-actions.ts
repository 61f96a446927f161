import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { Provider } from "../../model/provider.ts";
import { ProviderError } from "../../model/provider-error.ts";
import { toPendingDeployments } from "./pending-deployments.ts";
import { readAnswer } from "./read-answer.ts";
import type { RunClient, RunName } from "./run-client.ts";
import { toRunName } from "./run-name.ts";

/** What can be done with a run there is. */
export type RunActions = Required<Pick<Provider, "rerun" | "rerunFailed" | "cancel" | "openGate">>;

/**
 * Creates the actions on a run: https://docs.github.com/en/rest/actions/workflow-runs. All of them
 * resolve as soon as GitHub has taken the request; the next poll tells what came of it.
 */
export function createRunActions(client: RunClient): RunActions {
  const act =
    (send: (name: RunName, signal: AbortSignal) => Promise<unknown>) =>
    async (run: PipelineRun, signal: AbortSignal): Promise<void> => {
      await send(toRunName(run), signal);
    };

  return {
    rerun: act(client.rerun),
    rerunFailed: act(client.rerunFailed),
    cancel: act((name, signal) =>
      client.cancel(name, signal).catch((error) => {
        throw isConflict(error) ? alreadyEnded(error) : error;
      }),
    ),
    async openGate(run, _job, signal) {
      const name = toRunName(run);
      const answer = await client.listPendingDeployments(name, signal);
      const pending = toPendingDeployments(await readAnswer(answer, signal));
      const mine = pending.filter(({ mayApprove }) => mayApprove);
      if (pending.length === 0) {
        throw new ProviderError("refused", "nothing of this run waits for an approval any more");
      }
      if (mine.length === 0) {
        const names = pending.map(({ environment }) => environment).join(", ");
        throw new ProviderError("auth", `${names} can be approved by its reviewers only`);
      }
      const ids = mine.map(({ environmentId }) => environmentId);
      await client.approve(name, ids, signal);
    },
  };
}

function isConflict(error: unknown): error is ProviderError {
  return error instanceof ProviderError && error.status === 409;
}

function alreadyEnded(cause: ProviderError): ProviderError {
  return new ProviderError("refused", "the run has already ended", { status: 409, cause });
}
