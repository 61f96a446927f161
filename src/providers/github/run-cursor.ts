import { readField } from "./read-json.ts";
import type { WorkflowFiles } from "./workflow-names.ts";

/**
 * What one poll of a repository tells the next, even after a restart. The ETags are kept here, with
 * what their answers meant, so that a poll that fails half-way is asked again in full.
 */
export interface RunCursor {
  /** 0 before the first poll. Ids grow with time. */
  readonly newestRunId: number;
  /** Kept so that a workflow does not change its name when its namesake has not run for a while. */
  readonly workflows: WorkflowFiles;
  /** Of the first page; null where the server gave none. */
  readonly etag: string | null;
  /** The runs on the first page that have not ended: unchanged while the page is. */
  readonly unfinished: ReadonlySet<string>;
  /** ETags of the unfinished runs that were asked for singly, by their ids. */
  readonly singles: ReadonlyMap<string, string>;
}

const START: RunCursor = {
  newestRunId: 0,
  workflows: new Map(),
  etag: null,
  unfinished: new Set(),
  singles: new Map(),
};

/** Reads what {@link formatCursor} wrote; anything else counts as no cursor. */
export function parseCursor(text: string | null): RunCursor {
  if (text === null) return START;
  try {
    const value: unknown = JSON.parse(text);
    const newestRunId = readField(value, "newestRunId");
    const etag = readField(value, "etag") ?? null;
    const [workflows, unfinished, singles] = ["workflows", "unfinished", "singles"].map((name) =>
      readField(value, name),
    );
    if (typeof newestRunId !== "number" || (etag !== null && typeof etag !== "string")) {
      return START;
    }
    if (!Array.isArray(workflows) || !Array.isArray(unfinished) || !Array.isArray(singles)) {
      return START;
    }
    return {
      newestRunId,
      workflows: new Map(workflows.filter(isWorkflow)),
      etag,
      unfinished: new Set(unfinished.filter(isText)),
      singles: new Map(singles.filter(isSingle)),
    };
  } catch {
    return START;
  }
}

/** Writes a cursor as the opaque string of the provider contract. */
export function formatCursor(cursor: RunCursor): string {
  const { newestRunId, workflows, etag, unfinished, singles } = cursor;
  return JSON.stringify({
    newestRunId,
    etag,
    workflows: [...workflows],
    unfinished: [...unfinished],
    singles: [...singles],
  });
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isWorkflow(value: unknown): value is readonly [string, readonly string[]] {
  return (
    Array.isArray(value) && isText(value[0]) && Array.isArray(value[1]) && value[1].every(isText)
  );
}

function isSingle(value: unknown): value is readonly [string, string] {
  return Array.isArray(value) && isText(value[0]) && isText(value[1]);
}
