import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { Job } from "../../model/run-detail.ts";

/** Which log goes into a file. */
export interface LogWish {
  readonly run: PipelineRun;
  readonly job: Job;
  /** Hears how much of it has come so far, bytes. */
  readonly onProgress: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** Where logs go beyond the screen; both reject with an error whose message is a sentence. */
export interface LogFiles {
  /** Saves the whole log, without colours, and resolves with where it is. Overwrites nothing. */
  save(wish: LogWish): Promise<string>;
  /**
   * Shows the whole log in the person's pager: `withTerminal` is handed what needs the terminal for
   * itself once the log has come, and resolves when that has it no more.
   */
  page(wish: LogWish, withTerminal: (use: () => Promise<void>) => Promise<void>): Promise<void>;
}
