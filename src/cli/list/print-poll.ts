import { createFilterMatcher } from "../../model/filter-matcher.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { sortPipelines } from "../../model/sort.ts";
import { composePlainTable } from "../../ui/table/compose-table.ts";
import { detectColour } from "../detect-colour.ts";
import type { ExitCode } from "../exit-codes.ts";
import { type Io, note } from "../io.ts";
import { describeFaults, toExitCode, toListDocument } from "../list-document.ts";
import type { Selection } from "../select.ts";
import type { ListOptions } from "./list-options.ts";

/** Which rows to print. */
export interface Wanted extends Pick<Selection, "filter"> {
  /** The logins that `@me` stands for. */
  readonly me: readonly string[];
}

/** How to print them. */
export interface PrintOptions
  extends Pick<ListOptions, "json" | "ndjson" | "exitStatus" | "color"> {
  readonly ascii: boolean;
}

/** Prints what one poll has brought, as the options say; `nowMs` is milliseconds since 1970. */
export function printPoll(
  snapshot: Snapshot,
  wanted: Wanted,
  options: PrintOptions,
  { io, nowMs }: { readonly io: Io; readonly nowMs: number },
): ExitCode {
  const pipelines = selectPipelines(snapshot, wanted, nowMs);
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
  options: PrintOptions,
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
