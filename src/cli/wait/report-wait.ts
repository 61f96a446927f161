import { clearScreenDown, cursorTo, moveCursor } from "node:readline";
import type { Pipeline } from "../../model/pipeline.ts";
import { measureWidth } from "../../model/text-width.ts";
import type { RowStyle } from "../../ui/table/row-style.ts";
import { composeChange, composeProgress } from "./compose-wait.ts";
import { hasEnded, hasFailed, type WaitRules, type WaitView } from "./judge-wait.ts";

/** What a wait is told with. */
export interface ReportOptions {
  readonly out: NodeJS.WriteStream;
  readonly style: Omit<RowStyle, "now">;
  /** What is waited for, in words: `run of 9f31c0e`. */
  readonly what: string;
  readonly rules: Pick<WaitRules, "startTimeoutMs">;
}

/** Tells a person how a wait is going. */
export interface WaitReport {
  show(view: WaitView): void;
  /** Takes the line that moves away. */
  end(): void;
}

/**
 * Creates the report: one line a change; on a terminal one for each run that ends or waits on a
 * person, above a line that is drawn again and again.
 */
export function createWaitReport({ out, style, what, rules }: ReportOptions): WaitReport {
  const told = new Map<string, string>();
  const { isTTY } = out;
  let drawn = "";

  function erase(): void {
    if (drawn === "") return;
    // A pane that was made narrower has wrapped it.
    const rows = Math.ceil(measureWidth(drawn) / out.columns);
    moveCursor(out, 0, 1 - rows);
    cursorTo(out, 0);
    clearScreenDown(out);
    drawn = "";
  }

  /** True where a run is doing something else than when it was told last. */
  function isNews({ source, latest }: Pipeline, startedMs: number): boolean {
    const key = `${source}\n${latest.id}`;
    const now = `${latest.status} ${latest.attempt}`;
    const isSame = told.get(key) === now;
    told.set(key, now);
    const isOld = Date.parse(latest.finishedAt ?? "") < startedMs;
    return !isSame && !(isOld && !hasFailed(latest));
  }

  return {
    show(view) {
      const now = { ...style, now: view.nowMs };
      const news = view.awaited.filter((pipeline) => isNews(pipeline, view.startedMs));
      const lasting = isTTY
        ? news.filter(({ latest }) => hasEnded(latest) || latest.status === "waiting")
        : news;
      const line = isTTY ? composeProgress(view, { what, ...rules }, now, out.columns - 1) : "";
      if (lasting.length === 0 && line === drawn) return;
      erase();
      for (const pipeline of lasting) out.write(`${composeChange(pipeline, now)}\n`);
      out.write(line);
      drawn = line;
    },
    end: erase,
  };
}
