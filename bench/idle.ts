import type { Bench, BenchRow } from "./bench-row.ts";
import { limitRow } from "./bench-row.ts";
import { startPlainGithub } from "./plain-github.ts";
import { makeWideRepo } from "./plain-repos.ts";
import { readCpuMs } from "./process-figures.ts";
import { openScreen } from "./screen-program.ts";
import { sleep } from "./sleep.ts";

const REPOS = 5;
const SETTLE_MS = 8_000;
const WATCH_MS = 30_000;

/** The share of a core that the program takes, percent. */
async function measureIdle(running: number): Promise<number> {
  const startMs = Date.now();
  const repos = Array.from({ length: REPOS }, (_, index) =>
    makeWideRepo(index, index === 0 ? running : 0, startMs),
  );
  const server = await startPlainGithub(repos, Date.now);
  const screen = await openScreen({ url: server.url, repos: repos.map(({ name }) => name) });
  try {
    await screen.program.waitFor("500 rows", (lines) => lines.join("\n").includes("/500"));
    await sleep(SETTLE_MS);
    const before = { cpuMs: readCpuMs(screen.program.pid), atMs: performance.now() };
    await sleep(WATCH_MS);
    const cpuMs = readCpuMs(screen.program.pid) - before.cpuMs;
    return (100 * cpuMs) / (performance.now() - before.atMs);
  } finally {
    screen.close();
    await server.close();
  }
}

/** What the pane costs while nobody looks at it. */
export const benchIdle: Bench = {
  name: "idle",
  async run(): Promise<readonly BenchRow[]> {
    if (process.platform !== "linux") return [SKIPPED];
    const [still, counting] = await Promise.all([measureIdle(0), measureIdle(10)]);
    return [
      toRow("idle, 500 rows, nothing running", still, 0.3),
      toRow(
        "idle, 500 rows, 10 of them counting seconds, one repository polled every 5 s",
        counting,
        1.5,
      ),
    ];
  },
};

const SKIPPED: BenchRow = {
  what: "idle",
  measured: "Linux alone tells",
  goal: "",
  verdict: "skipped",
};

function toRow(what: string, percent: number, limit: number): BenchRow {
  const measured = `${percent.toFixed(2)} % of a core`;
  return limitRow(what, percent, limit, { measured, goal: `under ${limit} %` });
}
