import { cleanLogLine, stripColours } from "./clean-log.ts";
import { readMarks } from "./log-marker.ts";

/** Cleans a log that goes by in pieces; what was cleaned is given out and forgotten. */
export interface LogCleaner {
  /** The lines that the piece ends, cleaned, each with its end. */
  push(bytes: Uint8Array): string;
  /** What is left once there are no more pieces. */
  end(): string;
}

/** A line longer than this is broken, so that a log without any can go by as well. */
const LONGEST = 1_000_000;

/**
 * Creates a cleaner of UTF-8 for files: no control sequence is left but colours, where they are wanted;
 * times and GitHub's marks stay as they are, and what GitLab writes for its own page alone goes.
 */
export function createLogCleaner({ colours }: { readonly colours: boolean }): LogCleaner {
  const decoder = new TextDecoder("utf-8");
  let pending = "";

  function clean(line: string): readonly string[] {
    if (line.includes("section_") && readMarks(line).text === null) return [];
    const cleaned = cleanLogLine(line, LONGEST);
    return [`${colours ? cleaned : stripColours(cleaned)}\n`];
  }

  function take(text: string): string {
    const lines = (pending + text).split("\n");
    pending = lines.pop() ?? "";
    if (pending.length >= LONGEST) {
      lines.push(pending);
      pending = "";
    }
    return lines.flatMap(clean).join("");
  }

  return {
    push: (bytes) => take(decoder.decode(bytes, { stream: true })),
    end() {
      const rest = take(decoder.decode());
      return pending === "" ? rest : rest + clean(pending).join("");
    },
  };
}
