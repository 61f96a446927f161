import { spawn } from "node:child_process";
import type { Bench, BenchRow } from "./bench-row.ts";
import { startDemoProcess } from "./demo-process.ts";
import { GH_HOST, hasGh, skipWithoutGh, startGhProxy } from "./gh.ts";
import { BIN, makePlace, type Place } from "./places.ts";
import { median } from "./statistics.ts";

const WHAT = "one repository listed once";
const ROUNDS = 5;

async function timeCommand(
  file: string,
  args: readonly string[],
  place: Place,
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const startedMs = performance.now();
  const child = spawn(file, args, { cwd: place.folder, env, stdio: ["ignore", "pipe", "ignore"] });
  let bytes = 0;
  child.stdout.on("data", (part: Buffer) => {
    bytes += part.length;
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0 || bytes === 0) throw new Error(`${file} ${args[0]} ended with ${code}`);
  return performance.now() - startedMs;
}

/** `gh run list` and `cimon list`, in turns. */
export const benchLists: Bench = {
  name: "lists",
  async run(): Promise<readonly BenchRow[]> {
    if (!hasGh()) return [skipWithoutGh(WHAT)];
    const demo = await startDemoProcess();
    const proxy = await startGhProxy(demo.url);
    const own = await startGhProxy(demo.url);
    const place = makePlace();
    try {
      const env = proxy.toEnv(place, demo.token);
      const config = place.writeConfig(demo.toConfig(own.url));
      const repo = `${GH_HOST}/${demo.repo}`;
      const gh: number[] = [];
      const cimon: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const list = ["run", "list", "--limit", "100", "--repo", repo];
        gh.push(await timeCommand("gh", list, place, env));
        const args = [BIN, "list", "--config", config];
        cimon.push(await timeCommand(process.execPath, args, place, place.env));
      }
      const ratio = median(cimon) / median(gh);
      return [
        {
          what: WHAT,
          measured: `${ratio.toFixed(2)} × gh run list (${median(cimon).toFixed(0)} ms : ${median(gh).toFixed(0)} ms), requests ${own.counted.length / ROUNDS} : ${proxy.counted.length / ROUNDS}`,
          goal: "",
          verdict: "note",
        },
      ];
    } finally {
      await proxy.close();
      await own.close();
      demo.stop();
      place.remove();
    }
  },
};
