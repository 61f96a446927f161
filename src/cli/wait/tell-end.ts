import { formatDuration } from "../../model/format-duration.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type { RowStyle } from "../../ui/table/row-style.ts";
import { nameRun } from "./compose-wait.ts";
import { hasEnded, hasFailed, type WaitRules } from "./judge-wait.ts";
import type { WaitEnd } from "./wait-for-runs.ts";

/** What a person reads at the end. */
export interface EndWords {
  /** The verdict over the runs; null where there is none. */
  readonly verdict: string | null;
  /** What went wrong with the waiting itself, then what to do next; empty where nothing did. */
  readonly problem: readonly string[];
}

/** Puts the end of a wait into words; `what` is as in `run of 9f31c0e`. */
export function tellEnd(
  { outcome, view }: WaitEnd,
  rules: WaitRules,
  what: string,
  style: Omit<RowStyle, "now">,
): EndWords {
  const { awaited, startedMs, nowMs } = view;
  const waited = formatDuration((nowMs - startedMs) / 1_000);
  switch (outcome) {
    case "passed": {
      const many = awaited.length === 1 ? "the run" : `all ${awaited.length} runs`;
      const sign = style.theme.status("success", style.glyphs.status.success);
      return { verdict: `${sign} ${many} passed, waited ${waited}`, problem: [] };
    }
    case "failed": {
      const failed = awaited.filter(({ latest }) => hasFailed(latest));
      const sign = style.theme.status("failed", style.glyphs.status.failed);
      return {
        verdict: `${sign} ${count(failed, awaited)} did not pass, waited ${waited}`,
        problem: [],
      };
    }
    case "none-found":
      return {
        verdict: null,
        problem: [
          `no ${what} has started within ${formatDuration(rules.startTimeoutMs / 1_000)}`,
          "push the commit, look at --repo, --branch and --workflow, or give a longer --start-timeout",
        ],
      };
    case "timed-out": {
      const going = awaited.filter(({ latest }) => !hasEnded(latest));
      const limit = formatDuration((rules.timeoutMs ?? 0) / 1_000);
      const what =
        awaited.length === 0 ? "nothing has started" : `${count(going, awaited)} did not end`;
      return { verdict: null, problem: [`${what} within ${limit}`, "give a longer --timeout"] };
    }
    case "unreadable":
      return { verdict: null, problem: [] };
  }
}

function count(some: readonly Pipeline[], all: readonly Pipeline[]): string {
  const names = some.slice(0, 3).map(({ latest }) => nameRun(latest));
  const more = some.length > names.length ? [`${some.length - names.length} more`] : [];
  return `${some.length} of ${all.length} (${[...names, ...more].join(", ")})`;
}
