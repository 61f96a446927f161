import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { version } from "../../../package.json";
import {
  listConfigured,
  type ResolvedConfig,
  type ResolvedSource,
} from "../../config/resolved-config.ts";
import type { HttpExchange } from "../../http/http-client.ts";
import { cleanText } from "../../model/clean-text.ts";
import type { SnapshotFeed } from "../../model/snapshot.ts";
import { findCacheFolder } from "../cache-folder.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { type Io, note } from "../io.ts";
import { letRequestsLeave } from "../let-requests-leave.ts";
import type { CommonOptions } from "../options.ts";
import type { Secret } from "./hide-secrets.ts";
import type { Log, LogFields } from "./log.ts";
import { logExchange } from "./log-exchange.ts";
import { parseLogLevel } from "./log-level.ts";
import { logStates } from "./log-states.ts";
import { openLog } from "./open-log.ts";
import { createRotatingFile, type RotatingFile } from "./rotating-file.ts";

/** Three files of 5 MB hold about half a day of the busiest polling, and weeks of a calm one. */
const BOUNDS = { maxBytes: 5_000_000, keep: 2 };

/** What a logged command tells the log while it runs. */
export interface Logbook {
  /** A request of a source has ended. */
  onExchange(source: string, exchange: HttpExchange): void;
  /** From now on the states of its sources are logged. */
  follow(feed: SnapshotFeed): void;
  /** Writes a line of the command's own. */
  write: Log["write"];
}

/** What is logged of a command, and where. */
export interface LoggedCommand {
  readonly name: "watch" | "connect" | "list" | "wait" | "demo" | "serve" | "doctor";
  readonly options: CommonOptions;
  readonly config: Pick<ResolvedConfig, "file" | "origin" | "sources" | "warnings">;
  /** What no line may hold besides the credentials of the sources. */
  readonly secrets?: readonly Secret[];
}

/**
 * Runs a command with a log around it: start, warnings, whatever the logbook is told, end and what
 * was thrown. A log that cannot be written costs one note and stops nothing.
 */
export async function runLogged(
  command: LoggedCommand,
  io: Io,
  run: (book: Logbook) => Promise<ExitCode>,
): Promise<ExitCode> {
  const notes = createNotes(io);
  const log = openCommandLog(command, io, notes.add);
  notes.print();
  logStart(log, command);
  const startedMs = Date.now();
  let lookAgain = (): void => undefined;
  const onCrash = (error: unknown): void => log.write("fatal", "crash", describeThrown(error));
  process.on("uncaughtExceptionMonitor", onCrash);
  let code: ExitCode | null = null;
  try {
    code = await run({
      onExchange: (source, exchange) => logExchange(log, source, exchange),
      follow(feed) {
        lookAgain = logStates(log, feed);
        // No frame is waited for here, only answers.
        if (command.name === "list" || command.name === "serve") {
          void letRequestsLeave().then(log.prepare);
        }
      },
      write: log.write,
    });
    return code;
  } catch (error) {
    if (io.signal.aborted) code = EXIT.interrupted;
    else log.write("fatal", "unhandled error", describeThrown(error));
    throw error;
  } finally {
    // What was under way has been called off, and says so in a moment.
    await setImmediate();
    lookAgain();
    log.write("info", "end", { code, uptimeMs: Date.now() - startedMs });
    process.off("uncaughtExceptionMonitor", onCrash);
    await log.close();
    notes.print();
  }
}

function openCommandLog(command: LoggedCommand, io: Io, addNote: (line: string) => void): Log {
  const { options, config, secrets = [] } = command;
  const level = parseLogLevel(options.logLevel);
  const path = findLogPath(command, io);
  const place = path === null ? "stdout" : cleanText(path);
  const onFault = (error: unknown) =>
    addNote(`cimon: ${place}: ${explainFault(error)}; goes on without a log`);
  const credentials = config.sources.flatMap(({ credentials: { user, token } }) =>
    token === null ? [] : [{ user, token }],
  );
  return openLog({
    file:
      path === null
        ? createStreamFile(io.stdout)
        : createRotatingFile({ path, ...BOUNDS, onFault }),
    level: path === null && command.name !== "serve" ? "silent" : level,
    secrets: [...credentials, ...secrets],
    now: Date.now,
    onFault,
  });
}

/** Whoever runs a server collects what it prints. */
function createStreamFile(stream: Io["stdout"]): RotatingFile {
  return {
    open: () => undefined,
    append: (line) => void stream.write(line),
    close: () => undefined,
  };
}

/** Null where no file is wanted: a demo's is nobody's unless it was asked for, a server's is its output. */
function findLogPath({ name, options }: LoggedCommand, { cwd, env }: Io): string | null {
  if (options.logFile !== undefined) return resolve(cwd, options.logFile);
  const home = findHome();
  if (name === "demo" || name === "serve" || home === null) return null;
  return join(findCacheFolder({ env, platform: process.platform, home }), "cimon.log");
}

/** Null for a user whom the machine does not know, as in a container that runs as any number. */
function findHome(): string | null {
  try {
    return homedir();
  } catch {
    return null;
  }
}

/** Notes that wait until nothing is drawn over them. */
function createNotes(io: Io): { add(line: string): void; print(): void } {
  const lines: string[] = [];
  return {
    add: (line) => void lines.push(line),
    print: () => {
      for (const line of lines.splice(0)) note(io, line);
    },
  };
}

function explainFault(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return `the log cannot be written (${typeof code === "string" ? code : "unknown fault"})`;
}

function logStart(log: Log, { name, config }: LoggedCommand): void {
  log.write("info", "start", {
    command: name,
    version,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    config: config.file,
    origin: config.origin,
    sources: config.sources.map(describeSource),
  });
  for (const warning of config.warnings) log.write("warn", "warning", { warning });
}

function describeSource(source: ResolvedSource): LogFields {
  const { name, provider, url, credentialFrom, branches } = source;
  return { name, provider, url, credentialFrom, branches, targets: listConfigured(source) };
}

function describeThrown(thrown: unknown): LogFields {
  if (!(thrown instanceof Error)) return { error: String(thrown) };
  const stack = (thrown.stack ?? "").split("\n").slice(1, 30);
  return { name: thrown.name, error: thrown.message, stack };
}
