import { stripColours } from "./clean-log.ts";
import { isErrorLine, type LogLine, type LogText } from "./log-text.ts";

/** How a runner says that a job has failed, and what it does next; what it failed of stands above. */
const VERDICT =
  /^(?:\[Pipeline\] |Process completed with exit code \d+|ERROR: Job failed|Finished: FAILURE|ERROR: script returned exit code)/u;
/** How far above the last error what belongs to it can begin. */
const REACH = 40;

/**
 * The lines of a failed job's log that tell why, in order, `count` at most: those that end at its last
 * error, without the runner's own verdict and its tidying up, from the first error near it where that
 * fits. The end of the log where nothing in it looks like an error.
 */
export function pickFailingLines({ lines }: LogText, count: number): readonly LogLine[] {
  const said = lines.filter(
    (line) => isOutside(line) && stripColours(line.text).trim() !== "" && !isVerdict(line),
  );
  const last = said.findLastIndex(isErrorLine);
  if (last === -1) return said.slice(-count);
  const near = Math.max(0, last - REACH);
  const first = said.findIndex((line, index) => index >= near && isErrorLine(line));
  const end = Math.min(said.length, Math.max(last + 1, Math.min(first + count, last + count)));
  const from = Math.max(0, end - count);
  return said.slice(from, end);
}

// What can be folded is setting up and tidying up, but for an error in it.
function isOutside(line: LogLine): boolean {
  return line.fold === null || (!line.opens && isErrorLine(line));
}

function isVerdict({ text }: LogLine): boolean {
  return VERDICT.test(stripColours(text));
}
