import { endQuietlyOnBrokenPipe } from "./broken-pipe.ts";

/** Whether there is still a terminal. */
export interface TerminalWatch {
  isGone(): boolean;
  /** Tells it that the terminal is gone, for a signal may come before the first fault. */
  lose(): void;
}

/**
 * Hears of a terminal that is gone, as when its window is closed: `end` is called, and what is written
 * on the way out reaches nobody and breaks nothing. Of other faults, a broken pipe ends the process.
 */
export function watchTerminal(
  streams: readonly NodeJS.EventEmitter[],
  end: () => void,
): TerminalWatch {
  let isGone = false;
  for (const stream of streams) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EIO") return endQuietlyOnBrokenPipe(error);
      isGone = true;
      end();
    });
  }
  return {
    isGone: () => isGone,
    lose() {
      isGone = true;
    },
  };
}

/**
 * Ends the process as a terminal's end ends others. An exit would have Node put the terminal's modes
 * back, and abort since it is not there.
 */
export function dieByHangUp(): void {
  process.removeAllListeners("SIGHUP");
  process.kill(process.pid, "SIGHUP");
}
