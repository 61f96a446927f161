import type { FileHandle } from "node:fs/promises";
import { createLogCleaner } from "../../model/log-cleaner.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { RunDesk } from "../../model/run-desk.ts";
import type { Job } from "../../model/run-detail.ts";

/** What is copied, and how. */
export interface LogCopy {
  readonly desk: Pick<RunDesk, "copyLog">;
  readonly run: PipelineRun;
  readonly job: Job;
  readonly colours: boolean;
  /** Hears how much has come so far, bytes. */
  readonly onProgress: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Writes the whole log of a job into an open file, cleaned, as it comes; rejects with what the desk or
 * the file failed of.
 */
export async function copyLog(
  { desk, run, job, colours, onProgress, signal }: LogCopy,
  file: FileHandle,
): Promise<void> {
  const cleaner = createLogCleaner({ colours });
  // A file's fault ends the download, and would otherwise come back as one of the server's.
  const broken = new AbortController();
  let bytes = 0;
  const write = async (text: string) => {
    try {
      // Unlike write, it goes on until all of it is written.
      await file.appendFile(text);
    } catch (error) {
      broken.abort(error);
      throw error;
    }
  };
  const sink = async (piece: Uint8Array) => {
    await write(cleaner.push(piece));
    bytes += piece.byteLength;
    onProgress(bytes);
  };
  await desk.copyLog(run, job, sink, AbortSignal.any([signal, broken.signal]));
  await write(cleaner.end());
}
