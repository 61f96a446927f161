/** A pipeline of a list or, with more fields, of its own page; whatever the server put in them. */
export interface RawPipeline {
  readonly id: number;
  readonly iid?: unknown;
  readonly status?: unknown;
  readonly source?: unknown;
  readonly ref?: unknown;
  readonly sha?: unknown;
  readonly created_at?: unknown;
  readonly updated_at?: unknown;
  readonly web_url?: unknown;
  // Only on its own page: https://docs.gitlab.com/api/pipelines/#retrieve-a-pipeline
  readonly started_at?: unknown;
  readonly finished_at?: unknown;
  readonly duration?: unknown;
  readonly user?: unknown;
  readonly detailed_status?: unknown;
}

/** True for a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Takes what a server sent for a pipeline; null for anything that has no id. */
export function parsePipeline(value: unknown): RawPipeline | null {
  if (!isRecord(value)) return null;
  const { id } = value;
  return typeof id === "number" && Number.isSafeInteger(id) && id > 0 ? { ...value, id } : null;
}

/**
 * What a pipeline looked like when it was listed. Every change moves `updated_at`; the status is here
 * for changes within one millisecond.
 */
export function stampOf(raw: RawPipeline): string {
  return `${String(raw.updated_at)} ${String(raw.status)}`;
}
