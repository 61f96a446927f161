import { createFilterMatcher } from "../../model/filter-matcher.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { sortPipelines } from "../../model/sort.ts";
import type { Monitor } from "../../store/monitor.ts";
import { composePlainTable } from "../../ui/table/compose-table.ts";
import { compose } from "../compose.ts";
import { detectColour } from "../detect-colour.ts";
import type { ExitCode } from "../exit-codes.ts";
import { findMe } from "../find-me.ts";
import { type Io, note } from "../io.ts";
import { describeFaults, toExitCode, toListDocument } from "../list-document.ts";
import { runLogged } from "../log/run-logged.ts";
import { openConfig } from "../open-config.ts";
import type { CommonOptions } from "../options.ts";
import type { Selection } from "../select.ts";
import { UsageError } from "../usage-error.ts";

/** The options of `cimon list`. */
export interface ListOptions extends CommonOptions {
  readonly json?: true;
  readonly ndjson?: true;
  readonly exitStatus?: true;
}

/** `cimon list`: one poll of every source, printed. */
export async function runList(options: ListOptions, io: Io): Promise<ExitCode> {
  if (options.json && options.ndjson) {
    throw new UsageError("--json and --ndjson do not go together", "choose one of them");
  }
  const { config, selection } = await openConfig(options, io);
  return runLogged({ name: "list", options, config }, io, async (book) => {
    const { monitor, providers } = await compose(selection, book.onExchange, io.env);
    book.follow(monitor);
    const ascii = options.ascii ?? config.ascii;
    const me = await findMe(providers.values(), [options.filter ?? ""], io.signal);
    return printOnePoll(monitor, { ...selection, me }, { ...options, ascii }, io);
  });
}

/** Which rows to print. */
interface Wanted extends Pick<Selection, "filter"> {
  /** The logins that `@me` stands for. */
  readonly me: readonly string[];
}

/** Polls once, prints as the options say, and stops the monitor. */
export async function printOnePoll(
  monitor: Monitor,
  selection: Wanted,
  options: Pick<ListOptions, "json" | "ndjson" | "exitStatus" | "color"> & { ascii: boolean },
  io: Io,
): Promise<ExitCode> {
  const stop = () => monitor.stop();
  io.signal.addEventListener("abort", stop, { once: true });
  await monitor.pollOnce();
  stop();
  io.signal.throwIfAborted();
  const nowMs = Date.now();
  const snapshot = monitor.getSnapshot();
  const pipelines = selectPipelines(snapshot, selection, nowMs);
  const document = toListDocument(snapshot, pipelines, new Date(nowMs).toISOString());
  if (options.json) io.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  else if (options.ndjson) {
    for (const run of document.runs) io.stdout.write(`${JSON.stringify(run)}\n`);
  } else printTable(pipelines, snapshot, options, io, nowMs);
  for (const fault of describeFaults(document)) note(io, `cimon: ${fault}`);
  return toExitCode(document, options.exitStatus ?? false);
}

function selectPipelines(
  { pipelines }: Snapshot,
  { filter, me }: Wanted,
  now: number,
): readonly Pipeline[] {
  const matches = createFilterMatcher(filter, { now, me, among: pipelines });
  const order = { column: "urgency", reversed: false } as const;
  return sortPipelines(pipelines.filter(matches), order);
}

function printTable(
  pipelines: readonly Pipeline[],
  { pipelines: all, sources }: Snapshot,
  options: { color: boolean; ascii: boolean },
  io: Io,
  now: number,
): void {
  const width = io.stdout.isTTY ? io.stdout.columns : null;
  const colour = detectColour(io.env, options.color);
  if (pipelines.length > 0) {
    io.stdout.write(composePlainTable(pipelines, { width, ascii: options.ascii, colour, now }));
  } else if (all.length > 0) {
    note(io, `cimon: the filter hides all ${all.length} rows`);
  } else if (sources.every(({ state }) => state === "ok")) note(io, "cimon: no runs found");
}
