import type { PipelineRun } from "../model/pipeline-run.ts";
import type { Provider } from "../model/provider.ts";
import { ProviderError } from "../model/provider-error.ts";
import { isChange, type RunDeed, type RunDesk } from "../model/run-desk.ts";

const MEMBERS = {
  jobs: "listJobs",
  annotations: "listAnnotations",
  parameters: "listParameters",
  log: "readLog",
  wholeLog: "copyLog",
  rerun: "rerun",
  rerunFailed: "rerunFailed",
  cancel: "cancel",
  openGate: "openGate",
  trigger: "trigger",
} as const satisfies Record<RunDeed, keyof Provider>;

/** One desk over all providers, by source name; read-only, it offers nothing that changes a run. */
export function createRunDesk(
  providers: ReadonlyMap<string, Provider>,
  { isReadOnly }: { readonly isReadOnly: boolean },
): RunDesk {
  const can = (run: PipelineRun, deed: RunDeed) =>
    providers.get(run.source)?.[MEMBERS[deed]] !== undefined && !(isReadOnly && isChange(deed));

  // What `can` denies is refused as well: a screen may be a moment behind.
  function find<Deed extends RunDeed>(run: PipelineRun, deed: Deed) {
    const member = providers.get(run.source)?.[MEMBERS[deed]];
    if (member === undefined || !can(run, deed)) {
      const reason = isReadOnly && isChange(deed) ? "this is read-only" : "it has no such thing";
      throw new ProviderError("refused", `${run.source} was not asked: ${reason}`);
    }
    return member;
  }

  return {
    mayChange: !isReadOnly,
    can,
    listJobs: async (run, signal) => find(run, "jobs")(run, signal),
    listAnnotations: async (run, job, signal) => find(run, "annotations")(run, job, signal),
    readLog: async (run, job, position, signal) => find(run, "log")(run, job, position, signal),
    listParameters: async (run, signal) => find(run, "parameters")(run, signal),
    copyLog: async (run, job, sink, signal) => find(run, "wholeLog")(run, job, sink, signal),
    act: async (run, action, signal) => find(run, action)(run, signal),
    openGate: async (run, job, signal) => find(run, "openGate")(run, job, signal),
    async describeTrigger(run, signal) {
      find(run, "trigger");
      const describe = providers.get(run.source)?.describeTrigger;
      return describe?.(run, signal) ?? { inputs: [], takesVariables: false, takesBranch: false };
    },
    trigger: async (run, order, signal) => find(run, "trigger")(run, order, signal),
  };
}
