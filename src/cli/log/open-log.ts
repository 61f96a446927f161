import { cleanText } from "../../model/clean-text.ts";
import { createSecretHider, type Secret } from "./hide-secrets.ts";
import type { LineLevel, Log, LogFields, LogValue } from "./log.ts";
import type { LogLevel } from "./log-level.ts";
import type { Sink } from "./pino-sink.ts";
import type { RotatingFile } from "./rotating-file.ts";

/** What a log is made of. */
export interface LogOptions {
  readonly file: RotatingFile;
  readonly level: LogLevel;
  /** What no line may hold. */
  readonly secrets: readonly Secret[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Called where the writer itself cannot be loaded, with the reason. */
  readonly onFault: (error: unknown) => void;
}

/** Loading pino takes as long as a few frames: by then the first ones are drawn. */
const LOAD_AFTER_MS = 1_000;

const SILENT: Log = {
  write: () => undefined,
  prepare: () => undefined,
  close: () => Promise.resolve(),
};

/**
 * Opens a log. Its lines are kept in memory until pino is loaded: when it is told to prepare, a second
 * after the start or at the end, so that nothing on the screen waits for it.
 */
export function openLog({ file, level, secrets, now, onFault }: LogOptions): Log {
  if (level === "silent") return SILENT;
  const hide = createSecretHider(secrets);
  file.open();
  let waiting: Parameters<Sink>[] = [];
  let sink: Sink = (...line) => void waiting.push(line);

  let loading: Promise<void> | null = null;
  const timer = setTimeout(load, LOAD_AFTER_MS).unref();

  function load(): Promise<void> {
    loading ??= import("./pino-sink.ts").then(({ createPinoSink }) => {
      sink = createPinoSink(level as LineLevel, file.append);
      for (const line of waiting) sink(...line);
      waiting = [];
    }, giveUp);
    return loading;
  }

  /** The program's files were replaced while it ran, most likely. */
  function giveUp(error: unknown): void {
    sink = () => undefined;
    waiting = [];
    onFault(error);
  }

  return {
    write(lineLevel, message, fields = {}) {
      const time = new Date(now()).toISOString();
      const safe = makeSafe(fields, hide) as LogFields;
      sink(lineLevel, { time, ...safe }, cleanText(hide(message)));
    },
    prepare: () => void load(),
    async close() {
      clearTimeout(timer);
      await load();
      sink = () => undefined;
      file.close();
    },
  };
}

/** Hides secrets and cleans each text, however deep it is. */
function makeSafe(value: LogValue, hide: (text: string) => string): LogValue {
  if (typeof value === "string") return cleanText(hide(value));
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return value.map((item) => makeSafe(item, hide));
  const entries = Object.entries(value).map(([name, item]) => [name, makeSafe(item, hide)]);
  return Object.fromEntries(entries);
}

function isList(value: LogValue): value is readonly LogValue[] {
  return Array.isArray(value);
}
