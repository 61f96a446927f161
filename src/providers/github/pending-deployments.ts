import { cleanTextOrNull } from "../../model/clean-text.ts";
import type { Job } from "../../model/run-detail.ts";
import { readCount, readField } from "./read-json.ts";

/** An environment that a run waits for. */
export interface PendingDeployment {
  readonly environmentId: number;
  readonly environment: string;
  /** True where the token's user is one of its reviewers. */
  readonly mayApprove: boolean;
}

/**
 * Reads what a run waits for; what is no list is empty.
 * https://docs.github.com/en/rest/actions/workflow-runs#get-pending-deployments-for-a-workflow-run
 */
export function toPendingDeployments(raw: unknown): readonly PendingDeployment[] {
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((one) => {
    const environmentId = readCount(readField(one, "environment", "id"));
    if (environmentId === null) return [];
    const environment = cleanTextOrNull(readField(one, "environment", "name")) ?? "-";
    const mayApprove = readField(one, "current_user_can_approve") === true;
    return { environmentId, environment, mayApprove };
  });
}

/**
 * Marks the jobs that wait. GitHub does not say which job waits for which environment, so each of them
 * names all, and opening one gate opens all that the user may open.
 */
export function withGates(
  jobs: readonly Job[],
  pending: readonly PendingDeployment[],
): readonly Job[] {
  if (pending.length === 0) return jobs;
  const mine = pending.filter(({ mayApprove }) => mayApprove);
  const gate = mine.length > 0 ? "approve" : null;
  const question = (mine.length > 0 ? mine : pending)
    .map(({ environment }) => environment)
    .join(", ");
  return jobs.map((job) => (job.status === "waiting" ? { ...job, gate, question } : job));
}
