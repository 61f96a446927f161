import { readField } from "./read-json.ts";
import type { WorkflowFiles } from "./workflow-names.ts";

/** What one poll of a repository tells the next, even after a restart. */
export interface RunCursor {
  /** 0 before the first poll. Ids grow with time. */
  readonly newestRunId: number;
  /** Kept so that a workflow does not change its name when its namesake has not run for a while. */
  readonly workflows: WorkflowFiles;
}

const START: RunCursor = { newestRunId: 0, workflows: new Map() };

/** Reads what {@link formatCursor} wrote; anything else counts as no cursor. */
export function parseCursor(text: string | null): RunCursor {
  if (text === null) return START;
  try {
    const value: unknown = JSON.parse(text);
    const newestRunId = readField(value, "newestRunId");
    const workflows = readField(value, "workflows");
    if (typeof newestRunId !== "number" || !Array.isArray(workflows)) return START;
    return { newestRunId, workflows: new Map(workflows.filter(isEntry)) };
  } catch {
    return START;
  }
}

/** Writes a cursor as the opaque string of the provider contract. */
export function formatCursor({ newestRunId, workflows }: RunCursor): string {
  return JSON.stringify({ newestRunId, workflows: [...workflows] });
}

function isEntry(value: unknown): value is readonly [string, readonly string[]] {
  if (!Array.isArray(value) || typeof value[0] !== "string") return false;
  return Array.isArray(value[1]) && value[1].every((path) => typeof path === "string");
}
