import { DEMO_CREDENTIALS } from "../src/demo/demo-credentials.ts";
import { startGithubDemo } from "../src/demo/github/start-github-demo.ts";
import type { DemoServer } from "../src/demo/http-types.ts";
import { createWorld } from "../src/demo/world/create-world.ts";
import type { DemoJob, DemoRun, World } from "../src/demo/world/types.ts";
import type { Bench, BenchRow } from "./bench-row.ts";
import { limitRow } from "./bench-row.ts";
import { GH_HOST, type GhProxy, hasGh, skipWithoutGh, startGhProxy } from "./gh.ts";
import { makePlace } from "./places.ts";
import { startPty } from "./pty.ts";
import { openScreen } from "./screen-program.ts";
import { median } from "./statistics.ts";

const WHAT = "a running run watched to its end";
const RUNS = 5;
const SHORTEST_MS = 50_000;
const LONGEST_MS = 150_000;
const PATIENCE_MS = 300_000;

/** When each of the two showed the end, by the clock of the world. */
interface Watched {
  readonly endedMs: number;
  readonly ghMs: number;
  readonly cimonMs: number;
}

/** `gh run watch` and cimon side by side on the same runs, in real time. */
export const benchWatch: Bench = {
  name: "watch",
  async run(): Promise<readonly BenchRow[]> {
    if (!hasGh()) return [skipWithoutGh(WHAT)];
    const world = createWorld({ seed: 5, now: Date.now });
    const server = await startGithubDemo({ world });
    const proxy = await startGhProxy(server.url);
    try {
      const runs = startRuns(world);
      const watched = await watchAll(world, server, proxy, runs);
      return describe(watched, countOwn(server), proxy.counted.length);
    } finally {
      await proxy.close();
      await server.close();
    }
  },
};

/** Runs of different repositories, the newest of their rows, started again. */
function startRuns(world: World): readonly DemoRun[] {
  const started: DemoRun[] = [];
  for (const repo of world.repos("github")) {
    const runs = world.runs(repo.id);
    if (repo.archived || runs.some(({ phase }) => phase !== "done")) continue;
    const rows = new Map(runs.toReversed().map((run) => [`${run.branch} ${run.workflow.id}`, run]));
    const run = firstOf(rows.values(), (one) => startAgain(world, one));
    if (run !== null) started.push(run);
    if (started.length === RUNS) break;
  }
  if (started.length === 0) throw new Error("nothing can be started again in the imitated world");
  return started;
}

function firstOf<Item, Found>(
  items: Iterable<Item>,
  find: (item: Item) => Found | null,
): Found | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}

/** Null where it cannot be, or would take too short or too long this time. */
function startAgain(world: World, { id, outcome, jobs }: DemoRun): DemoRun | null {
  if (outcome !== "success" || jobs.some(hasGate)) return null;
  const result = world.rerun(id);
  if (!result.ok) return null;
  const { estimatedMs } = result.run;
  if (estimatedMs > SHORTEST_MS && estimatedMs < LONGEST_MS) return result.run;
  world.cancel(id);
  return null;
}

/** Nobody is there to approve anything. */
function hasGate({ gateMessage }: DemoJob): boolean {
  return gateMessage !== null;
}

async function watchAll(
  world: World,
  server: DemoServer,
  proxy: GhProxy,
  runs: readonly DemoRun[],
): Promise<readonly Watched[]> {
  const place = makePlace();
  const token = DEMO_CREDENTIALS.githubToken;
  const repos = runs.map(({ repoFullName }) => repoFullName);
  const screen = await openScreen({ url: server.url, repos, token, columns: 170, rows: 120 });
  const env = proxy.toEnv(place, token);
  const toDate = performance.timeOrigin;

  async function watchByGh({ id, repoFullName }: DemoRun): Promise<number> {
    const repo = `${GH_HOST}/${repoFullName}`;
    const args = ["run", "watch", String(id), "--repo", repo];
    const gh = startPty({ file: "gh", args, env, cwd: place.folder, rows: 120 });
    const isOver = (lines: readonly string[]) => /completed with '/u.test(lines.join("\n"));
    const { atMs } = await gh.waitFor(`the end of ${id} in gh`, isOver, PATIENCE_MS);
    gh.kill();
    return atMs + toDate;
  }

  async function watchByCimon({ repoFullName, branch, workflow }: DemoRun): Promise<number> {
    const find = (lines: readonly string[]) =>
      lines.find((line) =>
        [repoFullName, branch, workflow.name].every((it) => line.includes(` ${it} `)),
      );
    const isRunning = (lines: readonly string[]) => /running|queued/u.test(find(lines) ?? "");
    await screen.program.waitFor(`${repoFullName} running`, isRunning);
    const isOver = (lines: readonly string[]) =>
      /success|failed|warning|cancelled/u.test(find(lines) ?? "");
    const { atMs } = await screen.program.waitFor(`${repoFullName} ended`, isOver, PATIENCE_MS);
    return atMs + toDate;
  }

  try {
    return await Promise.all(
      runs.map(async (run) => {
        const [ghMs, cimonMs] = await Promise.all([watchByGh(run), watchByCimon(run)]);
        return { endedMs: world.run(run.id)?.finishedAt ?? Number.NaN, ghMs, cimonMs };
      }),
    );
  } finally {
    screen.close();
    place.remove();
  }
}

/** What cimon was answered; gh's requests come through the proxy and are counted there. */
function countOwn({ requests }: DemoServer): number {
  return requests.filter(
    ({ status, headers }) => status !== 304 && headers["user-agent"]?.includes("cimon"),
  ).length;
}

function describe(watched: readonly Watched[], own: number, ofGh: number): readonly BenchRow[] {
  const delays = (pick: (one: Watched) => number) =>
    watched.map((one) => (pick(one) - one.endedMs) / 1000);
  const [cimon, gh] = [delays(({ cimonMs }) => cimonMs), delays(({ ghMs }) => ghMs)];
  const sooner = watched.filter(({ cimonMs, ghMs }) => cimonMs < ghMs).length;
  const share = own / ofGh;
  return [
    limitRow(`${WHAT} (${watched.length} of them): counted requests`, share, 1 / 20, {
      measured: `1/${(1 / share).toFixed(0)} of gh run watch (${own} : ${ofGh})`,
      goal: "under 1/20",
    }),
    limitRow(`${WHAT}: the end on the screen`, median(cimon) - median(gh), 0, {
      measured: `after ${median(cimon).toFixed(1)} s, gh run watch ${median(gh).toFixed(1)} s; sooner ${sooner} of ${watched.length} times`,
      goal: "sooner",
    }),
  ];
}
