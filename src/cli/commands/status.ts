import { homedir } from "node:os";
import { parseDuration } from "../../config/parse-duration.ts";
import { selectGlyphs } from "../../ui/table/glyphs.ts";
import { findCacheFolder } from "../cache-folder.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { type Io, note } from "../io.ts";
import {
  ageSeconds,
  composePlain,
  composeTmux,
  type StatusStyle,
  toStatusDocument,
} from "../status/compose-status.ts";
import { findPlace } from "../status/find-place.ts";
import { readStatus, type Status } from "../status/read-status.ts";
import type { StatusOptions } from "../status/status-options.ts";
import { UsageError } from "../usage-error.ts";

/** `cimon status`: one line from the snapshot of the live table; nobody is asked. */
export async function runStatus(options: StatusOptions, io: Io): Promise<ExitCode> {
  const maxAgeMs = readMaxAge(options.maxAge);
  const home = homedir();
  const folder = findCacheFolder({ env: io.env, platform: process.platform, home });
  const place = await findPlace(options, { folder, home }, io);
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
function refuse(reason: string, io: Io): ExitCode {
  note(io, `cimon: ${reason}`);
  note(
    io,
    "  → leave cimon open in a pane: status reads what that has seen, and asks nobody itself",
  );
  return EXIT.nothing;
}

function compose(status: Status, options: StatusOptions, style: StatusStyle, io: Io): string {
  switch (options.format) {
    case "plain":
      return composePlain(status, style);
    case "tmux":
      return composeTmux(status, style, options.color && (io.env.NO_COLOR ?? "") === "");
    case "json":
      return JSON.stringify(toStatusDocument(status, style.nowMs));
  }
}
