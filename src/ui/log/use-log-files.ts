import { useApp, useStdin } from "ink";
import { useEffect, useRef, useState } from "react";
import { describeFault } from "../../model/describe-fault.ts";
import { formatBytes } from "../../model/format-bytes.ts";
import { ProviderError } from "../../model/provider-error.ts";
import type { KeyAction } from "../keys/key-binding.ts";
import type { ScreenStateHandle } from "../screen/use-screen-state.ts";
import { lendTerminal } from "../terminal/lend-terminal.ts";
import type { LogFiles, LogWish } from "./log-files.ts";

/** How often the way of a long log is told, bytes. */
const STEP_BYTES = 8_000_000;

/** The keys that take the open log beyond the screen: into a file, into a pager. One at a time. */
export function useLogFiles(
  files: LogFiles | undefined,
  { read, send }: ScreenStateHandle,
): (action: KeyAction) => void {
  const { suspendTerminal } = useApp();
  const { stdin } = useStdin();
  const [ending] = useState(() => new AbortController());
  const busy = useRef<string | null>(null);
  useEffect(() => () => ending.abort(), [ending]);
  const say = (text: string | null) => {
    if (!ending.signal.aborted) send({ type: "notice", text });
  };

  async function take(what: string, act: (wish: LogWish) => Promise<string | null>): Promise<void> {
    const { log, run } = read();
    if (!log || !run) return;
    if (busy.current !== null) return say(`still ${busy.current}`);
    busy.current = what;
    say(`${what} ...`);
    let told = 0;
    const onProgress = (bytes: number) => {
      if (bytes < told + STEP_BYTES) return;
      told = bytes;
      say(`${what}: ${formatBytes(bytes)}`);
    };
    try {
      const { signal } = ending;
      say(await act({ run: run.run, job: log.job, onProgress, signal }));
    } catch (error) {
      say(describe(error));
    } finally {
      busy.current = null;
    }
  }

  return (action) => {
    if (!files) return;
    if (action === "save-log") {
      void take("saving the log", async (wish) => `saved as ${await files.save(wish)}`);
    } else if (action === "page-log") {
      void take("fetching the log for the pager", async (wish) => {
        await files.page(wish, lendTerminal(stdin, suspendTerminal));
        return null;
      });
    }
  };
}

function describe(error: unknown): string {
  if (error instanceof ProviderError || !(error instanceof Error)) return describeFault(error);
  return error.message;
}
