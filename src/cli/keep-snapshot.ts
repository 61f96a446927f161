import { createSystemClock } from "../model/clock.ts";
import type { Monitor } from "../store/monitor.ts";
import { createSnapshotFile } from "../store/snapshot-file.ts";
import { type Io, note } from "./io.ts";
import { findKeptPath, type KeptChoice } from "./kept-path.ts";
import { findSnapshotPath } from "./watched-files.ts";

/**
 * Runs `show` over a monitor that begins with the rows of the last start and leaves its own for the
 * next. What goes wrong with the file is told afterwards, below the screen, and stops nothing.
 */
export async function keepSnapshot<Result>(
  monitor: Pick<Monitor, "restore" | "save" | "subscribe">,
  choice: KeptChoice,
  io: Io,
  show: () => Promise<Result>,
): Promise<Result> {
  const notes: string[] = [];
  const path = findKeptPath(choice, io, findSnapshotPath);
  if (path === null) return show();
  const onNote = (line: string) => void notes.push(line);
  const file = createSnapshotFile({ path, clock: createSystemClock(), onNote });
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
