import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { RunAction, RunDesk } from "../../model/run-desk.ts";
import type { TriggerOrder } from "../../model/run-detail.ts";
import type { RunParams } from "../run-finder.ts";
import type { ServerContext } from "../server-context.ts";
import { ServerError } from "../server-error.ts";
import { findJob } from "./find-job.ts";

/** What can be done to a run as a whole, by a word alone. */
export const RUN_ACTIONS: readonly RunAction[] = ["rerun", "rerunFailed", "cancel"];

/** What is done to a run, and to which of its jobs. */
export type Deed =
  | { readonly action: RunAction }
  /** The job whose gate is opened. */
  | { readonly action: "openGate"; readonly job: string }
  | { readonly action: "trigger"; readonly order: TriggerOrder };

/** Does something to a run for whoever asked; throws where its CI server refuses, or has no such thing. */
type Doer = (
  params: RunParams,
  deed: Deed,
  signal: AbortSignal,
  who: string | null,
) => Promise<void>;

/** Creates what does things to runs: it writes down who did what, and has the row asked at once. */
export function createDoer({ findRun, desk, feed, log }: ServerContext): Doer {
  return async (params, deed, signal, who) => {
    const { run } = findRun(params);
    const { action } = deed;
    assertOffered(desk, run, action);
    const fields = { user: who, action, source: run.source, repo: run.repo, run: run.id };
    log.write("info", "action", fields);
    if (deed.action === "openGate") {
      await desk.openGate(run, await findJob(desk, run, deed.job, signal), signal);
    } else if (deed.action === "trigger") await desk.trigger(run, deed.order, signal);
    else await desk.act(run, deed.action, signal);
    feed.refresh(run.repo);
  };
}

/** Throws a {@link ServerError} where something cannot be done to a run here. */
export function assertOffered(
  desk: Pick<RunDesk, "can">,
  run: PipelineRun,
  action: Deed["action"],
): void {
  if (desk.can(run, action)) return;
  const hint = "it is read-only, or its CI server has no such thing";
  throw new ServerError(409, "forbidden", `${run.source} does not offer ${action}`, hint);
}
