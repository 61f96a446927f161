import { parseFilter } from "../model/filter.ts";
import { createFilterMatcher } from "../model/filter-matcher.ts";
import type { SnapshotFeed } from "../model/snapshot.ts";
import { createReader } from "./reader/create-reader.ts";
import type { ScreenEnding } from "./screen-options.ts";

/** What the reader needs from outside. */
export interface RunReaderOptions {
  readonly feed: Pick<SnapshotFeed, "getSnapshot" | "subscribe">;
  readonly filter: string;
  /** The logins `actor:@me` stands for. */
  readonly me: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Ends it from outside. */
  readonly signal: AbortSignal;
}

const INTRODUCTION = "cimon tells what changes, a line each. q quits, s says how things stand.";

/**
 * Says in plain lines what changes, for a screen reader, until the user leaves. Nothing is drawn twice,
 * no sequence is written, and the lines stay on the normal screen.
 */
export async function runReader(options: RunReaderOptions): Promise<ScreenEnding> {
  const { feed, me, now, stdin, stdout, signal } = options;
  if (signal.aborted) return "interrupted";
  const { filter } = parseFilter(options.filter);
  const reader = createReader(
    (pipeline, nowMs) => createFilterMatcher(filter, { now: nowMs, me })(pipeline),
    now(),
  );
  const say = (lines: readonly string[]) => {
    if (lines.length > 0) stdout.write(`${lines.join("\n")}\n`);
  };
  say([INTRODUCTION]);
  const look = () => say(reader.readChanges(feed.getSnapshot(), now()));
  const leave = feed.subscribe(look);
  look();
  try {
    return await hearKeys(stdin, signal, () => say(reader.readSummary(feed.getSnapshot(), now())));
  } finally {
    leave();
  }
}

function hearKeys(
  stdin: NodeJS.ReadStream,
  signal: AbortSignal,
  onSummary: () => void,
): Promise<ScreenEnding> {
  return new Promise((resolve) => {
    const end = (ending: ScreenEnding): void => {
      stdin.off("data", hear);
      signal.removeEventListener("abort", interrupt);
      stdin.setRawMode(false);
      stdin.pause();
      resolve(ending);
    };
    const interrupt = () => end("interrupted");
    const hear = (chunk: Buffer | string): void => {
      for (const key of String(chunk)) {
        if (key === "\x03") interrupt();
        else if (key === "q") end("quit");
        else if (key === "s" || key === "\r") onSummary();
      }
    };
    stdin.setRawMode(true);
    stdin.on("data", hear);
    stdin.resume();
    signal.addEventListener("abort", interrupt, { once: true });
  });
}
