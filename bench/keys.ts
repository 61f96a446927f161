import { type Bench, limitRow } from "./bench-row.ts";
import { startPlainGithub } from "./plain-github.ts";
import { makeWideRepo } from "./plain-repos.ts";
import { readMemoryMb } from "./process-figures.ts";
import { openScreen } from "./screen-program.ts";
import { sleep } from "./sleep.ts";
import { percentile } from "./statistics.ts";

const REPOS = 100;
const KEYS = 300;

/** A key in the table that holds 10,000 rows, five of them counting seconds. */
export const benchKeys: Bench = {
  name: "keys",
  async run() {
    const startMs = Date.now();
    const repos = Array.from({ length: REPOS }, (_, index) =>
      makeWideRepo(index, index === 0 ? 5 : 0, startMs),
    );
    const server = await startPlainGithub(repos, Date.now);
    const screen = await openScreen({ url: server.url, repos: ["acme/*"] });
    const { program } = screen;
    try {
      const isLoaded = (lines: readonly string[]) => lines.join("\n").includes("/10,000");
      await program.waitFor("10,000 rows", isLoaded, 120_000);
      await sleep(5_000);
      const delays: number[] = [];
      for (let press = 0; press < KEYS; press += 1) {
        // Down and up in turns of twenty, at the pace of a quick hand and never in step with a clock.
        delays.push(await measureKey(program, press % 40 < 20 ? "j" : "k"));
        await sleep(60 + ((press * 37) % 100));
      }
      const [p50, p99] = [percentile(delays, 0.5), percentile(delays, 0.99)];
      const memoryMb = process.platform === "linux" ? readMemoryMb(program.pid) : Number.NaN;
      return [
        limitRow(`a key to its frame at 10,000 rows (${KEYS} keys)`, p99, 33, {
          measured: `p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`,
          goal: "p99 under 33 ms",
        }),
        limitRow("memory at 10,000 rows (the whole process)", memoryMb, 150, {
          measured: `${memoryMb.toFixed(0)} MB`,
          goal: "under 150 MB",
        }),
      ];
    } finally {
      screen.close();
      await server.close();
    }
  },
};

type Program = Awaited<ReturnType<typeof openScreen>>["program"];

/** Until the selection stands elsewhere, milliseconds. */
async function measureKey(program: Program, key: string): Promise<number> {
  const before = findSelected(program.lines());
  const startedMs = performance.now();
  program.press(key);
  const { atMs } = await program.waitFor(
    `the answer to ${key}`,
    (lines) => findSelected(lines) !== before,
    5_000,
  );
  return atMs - startedMs;
}

function findSelected(lines: readonly string[]): number {
  return lines.findIndex((line) => line.startsWith("▌"));
}
