import stringWidth from "string-width";
import type { BenchRow } from "./bench-row.ts";

const TITLES = ["row", "measured", "goal", ""] as const;

/** The rows as a table for a terminal, fit for Markdown too. */
export function formatTable(rows: readonly BenchRow[]): string {
  const cells = rows.map(({ what, measured, goal, verdict }) => [
    what,
    measured,
    goal,
    verdict === "note" ? "" : verdict,
  ]);
  const widths = TITLES.map((title, column) =>
    Math.max(...[title, ...cells.map((row) => row[column] ?? "")].map((text) => stringWidth(text))),
  );
  const line = (texts: readonly string[]) =>
    `| ${texts.map((text, column) => text + " ".repeat((widths[column] ?? 0) - stringWidth(text))).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [line(TITLES), rule, ...cells.map(line)].join("\n");
}
