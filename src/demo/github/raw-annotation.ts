import { stripVTControlCharacters } from "node:util";
import type { DemoJob, DemoRepo, DemoRun } from "../world/types.ts";
import type { GithubUrls } from "./github-urls.ts";

interface Place {
  readonly path: string;
  readonly line: number;
}

interface Failure {
  readonly message: string;
  /** The line of the log, from 1. */
  readonly line: number;
}

/** Where GitHub puts what has no place in the code: the line is then one of the log. */
const NO_PLACE = ".github";

/**
 * What the runner found in a failed job: the error with its place in the code where the log names one,
 * and how the step ended. https://docs.github.com/en/rest/checks/runs#list-check-run-annotations
 */
export function listRawAnnotations(
  job: DemoJob,
  run: DemoRun,
  repo: DemoRepo,
  urls: GithubUrls,
): readonly unknown[] {
  if (job.outcome !== "failure" && job.outcome !== "timed_out") return [];
  const lines = job.log().split("\n").map(toPlainLine);
  const place = findPlace(lines);
  const error = findLine(lines, /error|fatal|severity|✗|failed/iu);
  const ending = findLine(lines, /^##\[error\]/u);
  const present = (at: Place, message: string) => ({
    path: at.path,
    blob_href: `${urls.web}/${repo.fullName}/blob/${run.commit.sha}/${at.path}`,
    start_line: at.line,
    end_line: at.line,
    start_column: null,
    end_column: null,
    annotation_level: "failure",
    title: "",
    message,
    raw_details: "",
  });
  return [
    ...(place && error ? [present(place, error.message)] : []),
    ...(ending
      ? [present({ path: NO_PLACE, line: ending.line }, ending.message.replace("##[error]", ""))]
      : []),
  ];
}

/** A line of a log without its time and colours. */
function toPlainLine(line: string): string {
  return stripVTControlCharacters(line).replace(/^\S+Z /u, "");
}

function findPlace(lines: readonly string[]): Place | null {
  for (const line of lines) {
    if (/^ *✓/u.test(line)) continue;
    const [, path, at] = /((?:[\w-]+\/)+[\w.-]+\.\w+)[:(](\d+)[:,]/u.exec(line) ?? [];
    if (path !== undefined) return { path, line: Number(at) };
  }
  return null;
}

function findLine(lines: readonly string[], pattern: RegExp): Failure | null {
  const index = lines.findIndex((line) => !/^ *✓/u.test(line) && pattern.test(line));
  return index < 0 ? null : { message: (lines[index] ?? "").trim(), line: index + 1 };
}
