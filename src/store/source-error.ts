import { nextStep, type ProviderError } from "../model/provider-error.ts";
import type { SourceError } from "../model/snapshot.ts";

/** A fault as viewers see it; `since` stays that of the first failure while the kind stays the same. */
export function toSourceError(
  error: ProviderError,
  before: SourceError | null,
  nowMs: number,
): SourceError {
  const since = before?.kind === error.kind ? before.since : new Date(nowMs).toISOString();
  const { kind, message, status } = error;
  return { kind, message, hint: nextStep(error), status, since };
}
