import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { RunDeed, RunDesk } from "../../model/run-desk.ts";
import { type Caller, hasRole } from "../auth/caller.ts";

/** Everything there may be to ask about a run, and to do to it. */
export const DEEDS: readonly RunDeed[] = [
  "jobs",
  "annotations",
  "parameters",
  "log",
  "wholeLog",
  "rerun",
  "rerunFailed",
  "cancel",
  "openGate",
  "trigger",
];

const CHANGES: ReadonlySet<RunDeed> = new Set([
  "rerun",
  "rerunFailed",
  "cancel",
  "openGate",
  "trigger",
]);

/** What a caller may ask about a run, and do to it. */
export function listAllowed(
  desk: Pick<RunDesk, "can">,
  run: PipelineRun,
  caller: Caller,
): readonly RunDeed[] {
  return DEEDS.filter(
    (deed) => desk.can(run, deed) && (!CHANGES.has(deed) || hasRole(caller, "operator")),
  );
}
