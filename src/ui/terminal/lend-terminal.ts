import { setImmediate } from "node:timers/promises";

/** Runs an act while the terminal is not the screen's; resolves once the screen has it back. */
export type SuspendTerminal = (act: () => Promise<void>) => Promise<void>;

/**
 * Lends the terminal to another program, keys included: Ink leaves raw mode but goes on reading, and the
 * first key would be cimon's or the other's by chance. Ink's return starts the reading again.
 */
export function lendTerminal(
  stdin: NodeJS.ReadableStream,
  suspend: SuspendTerminal,
): SuspendTerminal {
  return (act) =>
    suspend(async () => {
      // The stream learns a moment after its last listener went that nobody reads, and stops a moment
      // after it was paused.
      await setImmediate();
      stdin.pause();
      await setImmediate();
      await act();
    });
}
