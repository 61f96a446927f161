import type { PipelineRun } from "../../model/pipeline-run.ts";
import { isChange, type RunDeed, type RunDesk } from "../../model/run-desk.ts";
import { type Caller, hasRole } from "../auth/caller.ts";

// A record, so that a deed which is new cannot be forgotten here.
const EVERY: Record<RunDeed, true> = {
  jobs: true,
  annotations: true,
  parameters: true,
  log: true,
  wholeLog: true,
  rerun: true,
  rerunFailed: true,
  cancel: true,
  openGate: true,
  trigger: true,
};

/** Everything there may be to ask about a run, and to do to it. */
export const DEEDS = Object.keys(EVERY) as readonly RunDeed[];

/** What a caller may ask about a run, and do to it. */
export function listAllowed(
  desk: Pick<RunDesk, "can">,
  run: PipelineRun,
  caller: Caller,
): readonly RunDeed[] {
  return DEEDS.filter(
    (deed) => desk.can(run, deed) && (!isChange(deed) || hasRole(caller, "operator")),
  );
}
