import { type BigLogWay, createBigLog, LAST_LINE, startServer } from "../test/helpers/big-log.ts";
import { type Bench, type BenchRow, limitRow } from "./bench-row.ts";
import { type PlainRun, toRawRun } from "./plain-github.ts";
import { readMemoryMb, readPeakMb } from "./process-figures.ts";
import { openScreen } from "./screen-program.ts";
import { sleep } from "./sleep.ts";
import { median } from "./statistics.ts";

const BYTES = 200_000_000;
const ROUNDS = 7;
const REPO = "acme/big";
const JOB = { id: 70, name: "build", status: "completed", conclusion: "success", steps: [] };

/** A log of 200 MB, from the key in the table to its last line on the screen. */
export const benchBigLog: Bench = {
  name: "log",
  async run() {
    return [
      ...(await measure("ranges from a start", "its store gives parts")),
      ...(await measure("whole", "its store gives all")),
    ];
  },
};

async function measure(way: BigLogWay, words: string): Promise<readonly BenchRow[]> {
  const server = await startGithub(way);
  const screen = await openScreen({ url: server.url, repos: [REPO] });
  const { program } = screen;
  try {
    const shows = (text: string) => (lines: readonly string[]) => lines.join("\n").includes(text);
    await program.waitFor("the row", shows(REPO), 60_000);
    await sleep(3_000);
    const isLinux = process.platform === "linux";
    const beforeMb = isLinux ? readMemoryMb(program.pid) : Number.NaN;
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const startedMs = performance.now();
      program.press("l");
      const { atMs } = await program.waitFor("the end of the log", shows(LAST_LINE), 60_000);
      times.push(atMs - startedMs);
      program.press("\x1b");
      await program.waitFor("the table", shows("REPO"), 60_000);
      await sleep(500);
    }
    const growthMb = isLinux ? Math.max(0, readPeakMb(program.pid) - beforeMb) : Number.NaN;
    return [
      limitRow(`a 200 MB log opened at its end (${words})`, median(times), 1_000, {
        measured: `${median(times).toFixed(0)} ms`,
        goal: "under 1 s",
      }),
      limitRow(`memory for it, at its highest (${words})`, growthMb, 150, {
        measured: `+${growthMb.toFixed(0)} MB`,
        goal: "bounded: +150 MB at most",
      }),
    ];
  } finally {
    screen.close();
    server.close();
  }
}

function startGithub(way: BigLogWay) {
  const log = createBigLog(BYTES);
  const atMs = Date.now() - 3_600_000;
  const run: PlainRun = {
    id: 7,
    number: 7,
    branch: "main",
    workflow: "CI",
    status: "completed",
    conclusion: "success",
    createdMs: atMs,
    updatedMs: atMs + 600_000,
  };
  const paths: Readonly<Record<string, unknown>> = {
    [`/api/v3/repos/${REPO}/actions/runs`]: {
      total_count: 1,
      workflow_runs: [toRawRun({ name: REPO }, run)],
    },
    [`/api/v3/repos/${REPO}/actions/runs/7/jobs`]: { total_count: 1, jobs: [JOB] },
  };
  return startServer((request, response) => {
    const path = request.url?.split("?")[0] ?? "";
    const body = paths[path];
    if (path === "/store") void log.answer(request, response, way);
    else if (path.endsWith("/logs")) {
      // Another name of this machine is another host, as GitHub's store of logs is.
      const host = request.headers.host?.replace("127.0.0.1", "localhost");
      response.writeHead(302, { location: `http://${host}/store` }).end();
    } else {
      response.writeHead(body ? 200 : 404, { "content-type": "application/json" });
      response.end(JSON.stringify(body ?? { message: "Not Found" }));
    }
  });
}
