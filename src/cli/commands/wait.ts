import { parseDuration } from "../../config/parse-duration.ts";
import { createSystemClock } from "../../model/clock.ts";
import { createFilterMatcher } from "../../model/filter-matcher.ts";
import { createGlobMatcher } from "../../model/match-glob.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { selectGlyphs } from "../../ui/table/glyphs.ts";
import { createTheme } from "../../ui/table/theme.ts";
import { type Composition, compose } from "../compose.ts";
import { detectColour } from "../detect-colour.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { findMe } from "../find-me.ts";
import { type Io, note } from "../io.ts";
import { describeFaults } from "../list-document.ts";
import { runLogged } from "../log/run-logged.ts";
import { openConfig } from "../open-config.ts";
import type { CommonOptions } from "../options.ts";
import type { Selection } from "../select.ts";
import { UsageError } from "../usage-error.ts";
import { takeAim } from "../wait/aim.ts";
import type { WaitOutcome, WaitRules } from "../wait/judge-wait.ts";
import { createWaitReport, type ReportOptions } from "../wait/report-wait.ts";
import { selectAwaited } from "../wait/select-awaited.ts";
import { tellEnd } from "../wait/tell-end.ts";
import { toWaitDocument } from "../wait/wait-document.ts";
import { type WaitEnd, waitForRuns } from "../wait/wait-for-runs.ts";

/** The options of `cimon wait`. */
export interface WaitOptions extends CommonOptions {
  readonly sha?: string;
  readonly workflow?: readonly string[];
  readonly startTimeout: string;
  readonly timeout?: string;
  readonly failFast?: true;
  readonly json?: true;
}

const EXITS: Readonly<Record<WaitOutcome, ExitCode>> = {
  passed: EXIT.ok,
  failed: EXIT.failing,
  "none-found": EXIT.nothing,
  "timed-out": EXIT.pending,
  unreadable: EXIT.unreadable,
};

/** `cimon wait`: waits until the selected runs have ended, and says how. */
export async function runWait(options: WaitOptions, io: Io): Promise<ExitCode> {
  const rules = toRules(options);
  const { config, selection } = await openConfig(options, io);
  const { sources, sha } = await takeAim(options, config, selection.sources, io);
  return runLogged({ name: "wait", options, config }, io, async (book) => {
    const composition = await compose(
      { ...selection, sources, isAwaited: true },
      book.onExchange,
      io.env,
    );
    book.follow(composition.monitor);
    const style = {
      glyphs: selectGlyphs(options.ascii ?? config.ascii),
      theme: createTheme(config.theme, options.json ? 0 : detectColour(io.env, options.color)),
    };
    const what = sha === null ? "run" : `run of ${sha.slice(0, 7)}`;
    const out = options.json ? io.stderr : io.stdout;
    const report = { out, style, what, rules };
    const select = createSelect(composition, selection, sha, options, io);
    const end = await watch(composition, select, report, { rules, signal: io.signal });
    return printEnd(end, sha, report, { rules, isJson: options.json === true }, io);
  });
}

function toRules({ startTimeout, timeout, failFast }: WaitOptions): WaitRules {
  return {
    startTimeoutMs: readDuration("--start-timeout", startTimeout),
    timeoutMs: timeout === undefined ? null : readDuration("--timeout", timeout),
    isFailFast: failFast === true,
  };
}

function readDuration(option: string, text: string): number {
  const durationMs = parseDuration(text);
  if (durationMs !== null) return durationMs;
  throw new UsageError(`${option}: "${text}" is no duration`, "write 30, 30s, 10m or 1h");
}

type Select = (snapshot: Snapshot) => readonly Pipeline[];

async function createSelect(
  { providers }: Composition,
  { filter }: Selection,
  sha: string | null,
  options: WaitOptions,
  io: Io,
): Promise<Select> {
  const includesWorkflow = createGlobMatcher(options.workflow ?? []);
  const me = await findMe(providers.values(), [options.filter ?? ""], io.signal);
  return ({ pipelines }) => {
    const awaited = selectAwaited(pipelines, { sha, includesWorkflow });
    return awaited.filter(createFilterMatcher(filter, { now: Date.now(), me, among: awaited }));
  };
}

async function watch(
  { monitor }: Composition,
  finding: Promise<Select>,
  options: ReportOptions,
  { rules, signal }: { readonly rules: WaitRules; readonly signal: AbortSignal },
): Promise<WaitEnd> {
  const report = createWaitReport(options);
  const clock = createSystemClock();
  // Whom `@me` stands for is asked beside the runs, not before them.
  monitor.start();
  try {
    const select = await finding;
    return await waitForRuns({ feed: monitor, select, rules, clock, onLook: report.show, signal });
  } finally {
    monitor.stop();
    report.end();
  }
}

function printEnd(
  end: WaitEnd,
  sha: string | null,
  { out, style, what }: ReportOptions,
  { rules, isJson }: { readonly rules: WaitRules; readonly isJson: boolean },
  io: Io,
): ExitCode {
  const code = EXITS[end.outcome];
  const document = toWaitDocument(end, sha, code);
  const { verdict, problem } = tellEnd(end, rules, what, style);
  if (verdict !== null) out.write(`${verdict}\n`);
  const [wrong, next] = problem;
  if (wrong !== undefined) note(io, `cimon: ${wrong}`);
  if (next !== undefined) note(io, `  → ${next}`);
  for (const fault of describeFaults(document)) note(io, `cimon: ${fault}`);
  if (isJson) io.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  return code;
}
