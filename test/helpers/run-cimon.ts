import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { BIN } from "./terminal.ts";

/** How one run of the program ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What to run it in. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  /** Called once it runs, with the way to send it a signal. */
  readonly onStart?: (signal: (name: NodeJS.Signals) => void) => void;
  /** Called with all it wrote to stdout so far, each time it wrote. */
  readonly onOutput?: (stdout: string) => void;
  /** What it reads from stdin; left out, there is nothing to read. */
  readonly input?: string;
  /** Closes the reading end of its stdout at the first byte. */
  readonly closeStdout?: true;
}

/** An empty folder that is removed after the test. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "cimon-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs the built program, piped, with an environment that holds no credential and no home. */
export function runCimon(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const cwd = options.cwd ?? makeFolder();
  const env = { PATH: process.env.PATH ?? "", HOME: cwd, XDG_CONFIG_HOME: cwd, TZ: "UTC" };
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd,
    env: { ...env, GIT_CEILING_DIRECTORIES: tmpdir(), ...options.env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  options.onStart?.((name) => child.kill(name));
  // It may end without having read.
  child.stdin.on("error", () => undefined).end(options.input ?? "");
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
    options.onOutput?.(stdout);
    if (options.closeStdout) child.stdout.destroy();
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
}
