import { useApp, useStdout } from "ink";
import { useEffect } from "react";
import type { SnapshotFeed } from "../../model/snapshot.ts";
import { findRun } from "../act/find-run.ts";
import type { KeyAction } from "../keys/key-binding.ts";
import { findJob } from "../state/run-view.ts";
import type { ScreenState } from "../state/screen-state.ts";
import { composeCopy } from "./osc52.ts";
import type { ScreenStateHandle } from "./use-screen-state.ts";

const NOTICE_MS = 4_000;

/** What the screen can reach beyond itself. */
export interface Outside {
  readonly feed: SnapshotFeed;
  /** Opens a page in the person's browser; rejects where there is none. */
  readonly openUrl: (url: string) => Promise<void>;
  readonly insideTmux: boolean;
  /** The key that copies an address. */
  readonly copyKey: string;
  /** Asks for the open run again. */
  readonly refreshRun: () => void;
}

/** The keys that do something outside the screen: refresh, open, copy, quit. */
export function useEffects(
  outside: Outside,
  { read, send }: ScreenStateHandle,
): (action: KeyAction, key: string) => void {
  const { exit } = useApp();
  const { stdout } = useStdout();
  const { notice } = read();
  useEffect(() => {
    if (notice === null) return;
    const timer = setTimeout(() => send({ type: "notice", text: null }), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [notice, send]);
  const say = (text: string) => send({ type: "notice", text });
  return (action, key) => {
    const state = read();
    switch (action) {
      case "quit":
        return exit(key === "ctrl-c" ? "interrupted" : "quit");
      case "refresh":
        outside.refreshRun();
        return refresh(outside.feed, state, say);
      case "open-browser":
        return withUrl(state, (url) => {
          const failed = (error: unknown) =>
            say(`no browser: ${describe(error)}; ${outside.copyKey} copies the address`);
          outside.openUrl(url).then(() => say(`opened ${url}`), failed);
        });
      case "copy-url":
        return withUrl(state, (url) => {
          stdout.write(composeCopy(url, outside.insideTmux));
          say(`copied ${url}`);
        });
      default:
        return;
    }
  };
}

function refresh(feed: SnapshotFeed, state: ScreenState, say: (text: string) => void): void {
  const repo = state.run?.run ?? state.narrowing.repo;
  if (repo) feed.refresh(repo.repo);
  else feed.refresh();
  say(repo ? `asking for ${repo.repo} again` : "asking for everything again");
}

// Of an open log the page of its job, and of a pipeline that stands in a run its own.
function withUrl(state: ScreenState, use: (url: string) => void): void {
  const selected = state.run && findJob(state.run);
  const job = state.log?.job ?? (selected?.isPipeline ? selected : null);
  const url = job?.url ?? findRun(state)?.url;
  if (url) use(url);
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
