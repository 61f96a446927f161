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
import type { CommonOptions } from "../options.ts";
import type { Log, LogFields } from "./log.ts";
import { logExchange } from "./log-exchange.ts";
import { parseLogLevel } from "./log-level.ts";
import { logStates } from "./log-states.ts";
import { openLog } from "./open-log.ts";

/** What a logged command tells the log while it runs. */
export interface Logbook {
  /** A request of a source has ended. */
  onExchange(source: string, exchange: HttpExchange): void;
  /** From now on the states of its sources are logged. */
  follow(feed: SnapshotFeed): void;
}

/** What is logged of a command, and where. */
export interface LoggedCommand {
  readonly name: "watch" | "list" | "demo";
  readonly options: CommonOptions;
  readonly config: Pick<ResolvedConfig, "file" | "origin" | "sources" | "warnings">;
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
        if (command.name === "list") log.prepare();
      },
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
  const { options, config } = command;
  const level = parseLogLevel(options.logLevel);
  const path = findLogPath(command, io);
  const secrets = config.sources.flatMap(({ credentials: { user, token } }) =>
    token === null ? [] : [{ user, token }],
  );
  return openLog({
    path: path ?? "",
    level: path === null ? "silent" : level,
    secrets,
    now: Date.now,
    onFault: (error) =>
      addNote(`cimon: ${cleanText(path ?? "")}: ${explainFault(error)}; goes on without a log`),
  });
}

/** Null where no log is wanted: a demo's is nobody's unless it was asked for. */
function findLogPath({ name, options }: LoggedCommand, { cwd, env }: Io): string | null {
  if (options.logFile !== undefined) return resolve(cwd, options.logFile);
  const home = findHome();
  if (name === "demo" || home === null) return null;
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
