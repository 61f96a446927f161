import { formatAgo } from "../../model/format-age.ts";
import { formatDuration } from "../../model/format-duration.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import { shortenSha } from "../../model/short-sha.ts";
import { clip, type ScreenStyle } from "../screen/screen-style.ts";

/** What there is to say of a run as a whole, the most important line first. */
export function composeRunHeader(run: PipelineRun, style: ScreenStyle): readonly string[] {
  const { theme, glyphs, width } = style;
  const dot = theme.quiet(` ${glyphs.dot} `);
  const number = run.number === null ? "" : ` #${run.number}`;
  const attempt = run.attempt > 1 ? ` (attempt ${run.attempt})` : "";
  const title = [
    theme.strong(run.repo),
    run.branch,
    theme.strong(`${run.workflow}${number}`) + theme.quiet(attempt),
  ].join("  ");
  const word = run.conclusion ?? run.status;
  const status = `${glyphs.status[run.status]} ${run.status}`;
  // The vendor's own word where it says more: `timed_out` does, `failure` does not.
  const isSame = word.toLowerCase().startsWith(run.status.slice(0, 4));
  const vendor = isSame ? "" : theme.quiet(` ${word}`);
  const { sha, message } = run.commit;
  const commit = [sha === null ? null : theme.quiet(shortenSha(sha)), message];
  const who = [run.actor, run.event].filter((part) => part !== null);
  const lines = [
    ` ${theme.status(run.status, status)}${vendor}  ${title}`,
    `   ${[theme.quiet(composeTimes(run, style.now)), ...who.map((part) => theme.quiet(part))].join(dot)}`,
    `   ${commit.filter((part) => part !== null).join(" ")}`,
    `   ${theme.quiet(run.url)}`,
  ];
  return lines
    .filter((line) => line.trim() !== "")
    .map((line) => clip(line, width, glyphs.ellipsis));
}

function composeTimes({ queuedAt, startedAt, finishedAt, durationSec }: PipelineRun, now: number) {
  const since = (at: string) => formatDuration(Math.max(0, (now - Date.parse(at)) / 1_000));
  if (finishedAt !== null) {
    const took = durationSec === null ? "" : `, took ${formatDuration(durationSec)}`;
    return `ended ${formatAgo(Date.parse(finishedAt), now)}${took}`;
  }
  if (startedAt !== null) return `running for ${since(startedAt)}`;
  return queuedAt === null ? "not started" : `queued for ${since(queuedAt)}`;
}
