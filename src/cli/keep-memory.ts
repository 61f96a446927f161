import { createSystemClock } from "../model/clock.ts";
import { createMemoryFile } from "../store/memory-file.ts";
import type { Keepsake } from "../ui/screen/use-memory.ts";
import { type Io, note } from "./io.ts";
import { findKeptPath, type KeptChoice } from "./kept-path.ts";
import { findMemoryPath } from "./watched-files.ts";

/**
 * Runs `show` with what the screen was like when it was left, and keeps what it is like from then on.
 * What goes wrong with the file is told afterwards, below the screen, and stops nothing.
 */
export async function keepMemory<Result>(
  choice: KeptChoice,
  io: Io,
  show: (keepsake: Keepsake | undefined) => Promise<Result>,
): Promise<Result> {
  const path = findKeptPath(choice, io, findMemoryPath);
  if (path === null) return show(undefined);
  const notes: string[] = [];
  const onNote = (line: string) => void notes.push(line);
  const file = createMemoryFile({ path, clock: createSystemClock(), onNote });
  const memory = await file.read();
  try {
    return await show({ memory, remember: file.scheduleWrite });
  } finally {
    await file.flush();
    for (const line of notes) note(io, `cimon: ${line}`);
  }
}
