import { homedir } from "node:os";
import type { ResolvedConfig } from "../config/resolved-config.ts";
import { createSystemClock } from "../model/clock.ts";
import type { Monitor } from "../store/monitor.ts";
import { createSnapshotFile, type SnapshotFile } from "../store/snapshot-file.ts";
import { findCacheFolder, findSnapshotPath } from "./cache-folder.ts";
import { type Io, note } from "./io.ts";
import type { CommonOptions } from "./options.ts";
import type { Selection } from "./select.ts";

/** What decides which snapshot is meant. */
export interface SnapshotChoice {
  readonly config: Pick<ResolvedConfig, "file">;
  readonly selection: Pick<Selection, "sources">;
  readonly options: Pick<CommonOptions, "repo" | "branch">;
}

/**
 * Runs `show` over a monitor that begins with the rows of the last start and leaves its own for the
 * next. What goes wrong with the file is told afterwards, below the screen, and stops nothing.
 */
export async function keepSnapshot<Result>(
  monitor: Monitor,
  choice: SnapshotChoice,
  io: Io,
  show: () => Promise<Result>,
): Promise<Result> {
  const notes: string[] = [];
  const file = openSnapshot(choice, io, (line) => notes.push(line));
  if (file === null) return show();
  const { state, note: found } = await file.read();
  if (found !== null) notes.push(found);
  if (state !== null) monitor.restore(state);
  const getState = () => ({ savedAt: new Date().toISOString(), ...monitor.save() });
  const leave = monitor.subscribe(() => file.scheduleWrite(getState));
  file.scheduleWrite(getState);
  try {
    return await show();
  } finally {
    leave();
    await file.flush();
    for (const line of notes) note(io, `cimon: ${line}`);
  }
}

/** Null where the user has no home to keep it in. */
function openSnapshot(
  { config, selection, options }: SnapshotChoice,
  io: Io,
  onNote: (line: string) => void,
): SnapshotFile | null {
  try {
    const { platform } = process;
    const folder = findCacheFolder({ env: io.env, platform, home: homedir() });
    const path = findSnapshotPath(folder, {
      file: config.file,
      sources: selection.sources,
      repos: options.repo ?? [],
      branches: options.branch ?? [],
    });
    return createSnapshotFile({ path, clock: createSystemClock(), onNote });
  } catch {
    return null;
  }
}
