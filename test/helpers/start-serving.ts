import { type ChildProcess, spawn } from "node:child_process";
import { onTestFinished } from "vitest";
import { BIN } from "./terminal.ts";

/** A `cimon serve` of the built program that listens. */
export interface Serving {
  readonly child: ChildProcess;
  readonly url: string;
}

/** Runs it in a folder that is its home as well, until the test has ended; resolves once it listens. */
export async function startServing(config: string, cwd: string, port = "0"): Promise<Serving> {
  const child = spawn(process.execPath, [BIN, "serve", "--config", config, "--port", port], {
    cwd,
    env: { PATH: process.env.PATH ?? "", HOME: cwd, XDG_CACHE_HOME: cwd },
    stdio: ["ignore", "pipe", "ignore"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const url = await new Promise<string>((resolve) => {
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (piece) => {
      output += piece;
      const found = /"url":"([^"]+)","msg":"listening"/u.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  return { child, url };
}
