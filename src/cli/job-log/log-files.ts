import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunDesk } from "../../model/run-desk.ts";
import type { LogFiles } from "../../ui/log/log-files.ts";
import { copyLog } from "./copy-log.ts";
import { describeFileFault } from "./describe-file-fault.ts";
import { toLogFileName } from "./log-file-name.ts";
import { createNewFile } from "./new-file.ts";
import { openPager } from "./open-pager.ts";

/** What they are made of. */
export interface LogFilesOptions {
  readonly desk: Pick<RunDesk, "copyLog">;
  /** Where logs are saved. */
  readonly folder: string;
  /** Where the pager is named. */
  readonly env: NodeJS.ProcessEnv;
}

/** Creates what saves logs, and shows them in a pager, whole however long they are. */
export function createLogFiles({ desk, folder, env }: LogFilesOptions): LogFiles {
  return {
    async save({ run, job, onProgress, signal }) {
      const file = await explained("not saved", () =>
        createNewFile(folder, toLogFileName(run, job)),
      );
      try {
        const copy = { desk, run, job, colours: false, onProgress, signal };
        await explained("not saved", () => copyLog(copy, file.handle));
      } catch (error) {
        // Half a log under the name of the whole would be taken for it.
        await rm(file.path, { force: true });
        throw error;
      } finally {
        await file.handle.close();
      }
      return file.path;
    },
    async page({ run, job, onProgress, signal }, withTerminal) {
      const place = await explained("not opened", () => mkdtemp(join(tmpdir(), "cimon-log-")));
      try {
        const path = join(place, `${toLogFileName(run, job)}.log`);
        await explained("not opened", async () => {
          const handle = await open(path, "wx", 0o600);
          const copy = { desk, run, job, colours: true, onProgress, signal };
          await copyLog(copy, handle).finally(() => handle.close());
        });
        await withTerminal(() => openPager(path, env, signal));
      } finally {
        await rm(place, { recursive: true, force: true });
      }
    },
  };
}

async function explained<Result>(outcome: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    const sentence = describeFileFault(error);
    if (sentence === null) throw error;
    throw new Error(`the log was ${outcome}: ${sentence}`, { cause: error });
  }
}
