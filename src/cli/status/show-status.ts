import { parseDuration } from "../../config/parse-duration.ts";
import { selectGlyphs } from "../../ui/table/glyphs.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { type Io, note } from "../io.ts";
import { UsageError } from "../usage-error.ts";
import {
  ageSeconds,
  composePlain,
  composeTmux,
  type StatusStyle,
  toStatusDocument,
} from "./compose-status.ts";
import { readStatus, type Status } from "./read-status.ts";
import type { StatusPlace } from "./remembered-places.ts";
import type { StatusOptions } from "./status-options.ts";

/** Prints what the snapshots of a place say, as the options want it; throws a {@link UsageError}. */
export async function showStatus(
  options: StatusOptions,
  place: StatusPlace,
  folder: string,
  io: Pick<Io, "stdout" | "stderr" | "env">,
): Promise<ExitCode> {
  const maxAgeMs = readMaxAge(options.maxAge);
  const nowMs = Date.now();
  const status = await readStatus(place, folder, options, nowMs);
  if (status === null) {
    return refuse("there is no snapshot of what this configuration watches", io);
  }
  if (maxAgeMs !== null && nowMs - Date.parse(status.freshAt) > maxAgeMs) {
    return refuse(`what is known is ${ageSeconds(status, nowMs)} s old`, io);
  }
  const isAscii = options.ascii ?? place.ascii;
  const style = { signs: selectGlyphs(isAscii).status, nowMs };
  io.stdout.write(`${compose(status, options, style, io)}\n`);
  return EXIT.ok;
}

function readMaxAge(text: string | undefined): number | null {
  if (text === undefined) return null;
  const maxAgeMs = parseDuration(text);
  if (maxAgeMs !== null) return maxAgeMs;
  throw new UsageError(`--max-age: "${text}" is no duration`, "write 30, 30s, 10m or 1h");
}

// A bar shows nothing then, instead of what may long be wrong.
function refuse(reason: string, io: Pick<Io, "stderr">): ExitCode {
  note(io, `cimon: ${reason}`);
  note(
    io,
    "  → leave cimon open in a pane: status reads what that has seen, and asks nobody itself",
  );
  return EXIT.nothing;
}

function compose(
  status: Status,
  options: StatusOptions,
  style: StatusStyle,
  io: Pick<Io, "env">,
): string {
  switch (options.format) {
    case "plain":
      return composePlain(status, style);
    case "tmux":
      return composeTmux(status, style, options.color && (io.env.NO_COLOR ?? "") === "");
    case "json":
      return JSON.stringify(toStatusDocument(status, style.nowMs));
  }
}
