import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { Bench, BenchRow } from "./bench-row.ts";
import { limitRow } from "./bench-row.ts";
import { type DemoProcess, startDemoProcess } from "./demo-process.ts";
import { BIN, makePlace, type Place } from "./places.ts";
import { startPty } from "./pty.ts";
import { sleep } from "./sleep.ts";
import { median } from "./statistics.ts";

const ROUNDS = 9;

/** The snapshot is written within two seconds; without it no start is warm. */
const SNAPSHOT_MS = 4_000;

/** From its start to what `sign` finds on its screen, milliseconds. */
async function timeScreen(
  place: Place,
  args: readonly string[],
  sign: string,
  lingerMs = 0,
): Promise<number> {
  const { env, folder: cwd } = place;
  const program = startPty({ file: process.execPath, args, env, cwd });
  try {
    const { atMs } = await program.waitFor(sign, (lines) => lines.join("\n").includes(sign));
    await sleep(lingerMs);
    return atMs - program.startedMs;
  } finally {
    program.kill();
  }
}

/** A whole run of Node, milliseconds. */
async function timeRun(place: Place, args: readonly string[]): Promise<number> {
  const startedMs = performance.now();
  const child: ChildProcess = spawn(process.execPath, args, {
    cwd: place.folder,
    env: place.env,
    stdio: "ignore",
  });
  await new Promise((resolve) => child.on("close", resolve));
  return performance.now() - startedMs;
}

/** One exchange with the server over a new connection. */
async function timeRoundTrip({ url, token, repo }: DemoProcess): Promise<number> {
  const startedMs = performance.now();
  const response = await fetch(`${url}/api/v3/repos/${repo}/actions/runs?per_page=100`, {
    headers: { authorization: `Bearer ${token}`, connection: "close" },
  });
  await response.text();
  return performance.now() - startedMs;
}

/** Starts, each beside what it is measured by, in turns. */
export const benchStart: Bench = {
  name: "start",
  async run(): Promise<readonly BenchRow[]> {
    const demo = await startDemoProcess();
    const warmPlace = makePlace();
    const places: Place[] = [warmPlace];
    const writeConfig = (place: Place) => place.writeConfig(demo.toConfig());
    const hello = join(import.meta.dirname, "hello-ink.mjs");
    const times = new Map<string, number[]>();
    const add = (name: string, value: number) =>
      times.set(name, [...(times.get(name) ?? []), value]);
    try {
      const warmConfig = writeConfig(warmPlace);
      await timeScreen(warmPlace, [BIN, "--config", warmConfig], demo.repo, SNAPSHOT_MS);
      for (let round = 0; round < ROUNDS; round += 1) {
        const coldPlace = makePlace();
        places.push(coldPlace);
        const coldConfig = writeConfig(coldPlace);
        add("node", await timeRun(warmPlace, ["-e", "0"]));
        add("hello", await timeScreen(warmPlace, [hello], "hello"));
        add("cold", await timeScreen(coldPlace, [BIN, "--config", coldConfig], demo.repo));
        add("warm", await timeScreen(warmPlace, [BIN, "--config", warmConfig], demo.repo));
        add("trip", await timeRoundTrip(demo));
        add("version", await timeRun(warmPlace, [BIN, "--version"]));
        add("help", await timeRun(warmPlace, [BIN, "--help"]));
        add("status", await timeRun(warmPlace, [BIN, "status", "--config", warmConfig]));
        add("list", await timeRun(warmPlace, [BIN, "list", "--config", warmConfig]));
      }
    } finally {
      demo.stop();
      for (const place of places) place.remove();
    }
    const of = (name: string) => median(times.get(name) ?? []);
    const ms = (name: string) => `${of(name).toFixed(0)} ms`;
    const warm = of("warm") / of("hello");
    const cold = (of("cold") - of("trip")) / of("hello");
    const list = (of("list") - of("trip")) / of("hello");
    const timesNode = (name: string) => of(name) / of("node");
    const measure = (name: string) =>
      `${timesNode(name).toFixed(2)} × an empty node (${ms(name)} : ${ms("node")})`;
    return [
      limitRow("start to first rows, warm", warm, 1.3, {
        measured: `${warm.toFixed(2)} × hello (${ms("warm")} : ${ms("hello")})`,
        goal: "under 1.3 × a hello of Ink",
      }),
      limitRow("start to first rows, cold, less one round trip", cold, 1.3, {
        measured: `${cold.toFixed(2)} × hello (${ms("cold")} − ${ms("trip")} : ${ms("hello")})`,
        goal: "under 1.3 × a hello of Ink",
      }),
      limitRow("cimon status", timesNode("status"), 2, {
        measured: measure("status"),
        goal: "under 2 × an empty node",
      }),
      limitRow("cimon --help", timesNode("help"), 1.5, {
        measured: measure("help"),
        goal: "under 1.5 × an empty node",
      }),
      limitRow("cimon --version", timesNode("version"), 1.5, {
        measured: measure("version"),
        goal: "under 1.5 × an empty node",
      }),
      limitRow("cimon list, cold, less one round trip", list, 1, {
        measured: `${list.toFixed(2)} × hello (${ms("list")} − ${ms("trip")} : ${ms("hello")})`,
        goal: "under 1 × a hello of Ink",
      }),
    ];
  },
};
