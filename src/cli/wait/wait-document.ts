import type { ExitCode } from "../exit-codes.ts";
import { type ListDocument, toListDocument } from "../list-document.ts";
import type { WaitOutcome } from "./judge-wait.ts";
import type { WaitEnd } from "./wait-for-runs.ts";

/** What `cimon wait --json` prints: a stable shape for scripts. */
export interface WaitDocument extends ListDocument {
  readonly outcome: WaitOutcome;
  /** What the process ends with. */
  readonly exitCode: ExitCode;
  /** The commit that was waited for, or its beginning; null where none was. */
  readonly sha: string | null;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  /** Whole seconds from then to `generatedAt`. */
  readonly waitedSec: number;
}

/** Makes the document of a wait that has ended. */
export function toWaitDocument(
  { outcome, view }: WaitEnd,
  sha: string | null,
  exitCode: ExitCode,
): WaitDocument {
  const { startedMs, nowMs, awaited, sources } = view;
  const listed = toListDocument({ pipelines: awaited, sources }, awaited, toIso(nowMs));
  return {
    generatedAt: listed.generatedAt,
    outcome,
    exitCode,
    sha,
    startedAt: toIso(startedMs),
    waitedSec: Math.round((nowMs - startedMs) / 1_000),
    sources: listed.sources,
    runs: listed.runs,
  };
}

function toIso(ms: number): string {
  return new Date(ms).toISOString();
}
