import type { Pipeline } from "../model/pipeline.ts";

/** What is known of a target beyond its rows. */
export interface SavedTarget {
  readonly source: string;
  readonly id: string;
  /** Its page for a person. */
  readonly url: string;
  /** What the provider wants handed back, ETags among it; null where it gave none. */
  readonly cursor: string | null;
  /** When its rows were last known to be right, ISO. */
  readonly lastOkAt: string;
}

/** Everything the next start needs to show the last rows at once and to revalidate them with 304s. */
export interface SavedState {
  /** ISO 8601 UTC. */
  readonly savedAt: string;
  readonly pipelines: readonly Pipeline[];
  readonly targets: readonly SavedTarget[];
}
