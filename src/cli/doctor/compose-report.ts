import { cleanText } from "../../model/clean-text.ts";
import type { RunStatus } from "../../model/run-status.ts";
import type { Glyphs } from "../../ui/table/glyphs.ts";
import type { Theme } from "../../ui/table/theme.ts";
import type { Check, Verdict } from "./check.ts";
import type { ExaminedSource } from "./examine-sources.ts";

/** Everything the doctor found. */
export interface DoctorReport {
  readonly config: { readonly file: string | null };
  readonly sources: readonly ExaminedSource[];
  readonly terminal: readonly Check[];
}

/** What it is drawn with. */
interface ReportStyle {
  readonly glyphs: Glyphs;
  readonly theme: Theme;
}

const STATUSES: Readonly<Record<Verdict, RunStatus>> = {
  ok: "success",
  warning: "warning",
  fault: "failed",
  unknown: "unknown",
};

const NAME_WIDTH = 9;

/** Writes a report for a person: a line for each check, and below it what to do. */
export function composeReport(report: DoctorReport, style: ReportStyle): string {
  const { theme } = style;
  const file = report.config.file ?? "no configuration; the git remote is watched";
  const blocks = report.sources.map(({ name, url, checks }) => [
    `${theme.strong(cleanText(name))}  ${theme.quiet(cleanText(url))}`,
    ...checks.flatMap((check) => composeCheck(check, style)),
  ]);
  const terminal = [
    theme.strong("this terminal"),
    ...report.terminal.flatMap((check) => composeCheck(check, style)),
  ];
  const sections = [[cleanText(file)], ...blocks, terminal, [summarize(report)]];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function composeCheck(
  { name, verdict, text, fix }: Check,
  { glyphs, theme }: ReportStyle,
): readonly string[] {
  const status = STATUSES[verdict];
  const sign = theme.status(status, glyphs.status[status]);
  const line = `  ${sign} ${name.padEnd(NAME_WIDTH)} ${cleanText(text)}`;
  return fix === null ? [line] : [line, `    ${" ".repeat(NAME_WIDTH)} → ${cleanText(fix)}`];
}

function summarize({ sources, terminal }: DoctorReport): string {
  const checks = [...sources.flatMap((source) => source.checks), ...terminal];
  const count = (wanted: Verdict) => checks.filter(({ verdict }) => verdict === wanted).length;
  const [faults, warnings] = [count("fault"), count("warning")];
  if (faults + warnings === 0) return "Nothing is wrong.";
  const say = (number: number, word: string) => `${number} ${word}${number === 1 ? "" : "s"}`;
  return `${say(faults, "fault")}, ${say(warnings, "warning")}.`;
}
