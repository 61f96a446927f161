import { PassThrough, Writable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { HISTORY_LENGTH } from "../src/model/pipeline.ts";
import type { PipelineRun } from "../src/model/pipeline-run.ts";
import { runScreen } from "../src/ui/run-screen.ts";
import { createStoredRows, makeFullRow } from "./stored-rows.ts";

/** Heap in MB after collecting, before and after the updates. */
export interface HeapFigures {
  readonly before: number;
  readonly after: number;
  readonly updates: number;
  readonly rows: number;
  readonly msAnUpdate: number;
}

const REPOS = 100;
const ROWS_A_REPO = 100;
const UPDATES = 10_000;
const BURST = 50;

/** Warms every cache before the first measurement. */
const WARM_UP = 2_000;

const startMs = Date.now();
let serial = 0;

/** The next run of a row: some run, some have ended. */
function makeRun(row: number): PipelineRun {
  serial += 1;
  const queuedMs = startMs - 3_600_000 + serial * 10;
  const isRunning = serial % 3 === 0;
  const at = (ms: number) => new Date(ms).toISOString();
  return {
    id: String(serial),
    source: "gh",
    provider: "github",
    repo: `acme/repo-${Math.floor(row / ROWS_A_REPO)}`,
    branch: `feature/topic-${row % ROWS_A_REPO}`,
    workflow: "CI",
    number: serial,
    attempt: 1,
    status: isRunning ? "running" : serial % 5 === 0 ? "failed" : "success",
    conclusion: isRunning ? null : "success",
    event: "push",
    actor: "ana",
    commit: { sha: "9f31c0e5d2b1", message: `Fix token refresh ${serial}` },
    queuedAt: at(queuedMs),
    startedAt: at(queuedMs + 5_000),
    finishedAt: isRunning ? null : at(queuedMs + 252_000),
    durationSec: isRunning ? null : 247,
    url: `https://github.invalid/acme/actions/runs/${serial}`,
  };
}

const { store, feed, apply, tell } = createStoredRows();

function update(rows: readonly number[]): void {
  for (const row of rows) {
    const run = makeRun(row);
    const known = store
      .listUnfinished("gh", run.repo)
      .filter(({ branch }) => branch === run.branch);
    const ended = known.map((one) => ({ ...one, status: "success" as const, durationSec: 60 }));
    apply([run, ...ended]);
  }
  tell();
}

async function runUpdates(count: number): Promise<void> {
  for (let done = 0; done < count; done += BURST) {
    update(
      Array.from({ length: BURST }, (_, index) => ((done + index) * 7_919) % (REPOS * ROWS_A_REPO)),
    );
    await setImmediate();
  }
}

async function measureHeap(): Promise<number> {
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    globalThis.gc?.();
  }
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

const stream = new Writable({ write: (_chunk, _encoding, done) => done() });
const stdout = Object.assign(stream, { isTTY: true, columns: 140, rows: 50 });
const stdin = Object.assign(new PassThrough(), {
  isTTY: true,
  setRawMode() {},
  ref() {},
  unref() {},
});
const leave = new AbortController();
const ended = runScreen({
  feed,
  settings: { ascii: false, colour: 3, theme: "dark", views: [] },
  now: Date.now,
  stdin: stdin as unknown as NodeJS.ReadStream,
  stdout: stdout as unknown as NodeJS.WriteStream,
  openUrl: async () => {},
  signal: leave.signal,
});

// Full histories from the start: they do not grow any more.
store.restore(
  Array.from({ length: REPOS * ROWS_A_REPO }, (_, row) => {
    const runs = Array.from({ length: HISTORY_LENGTH }, () => makeRun(row)).toReversed();
    return makeFullRow((past) => ({
      ...(runs[past] ?? makeRun(row)),
      status: "success",
      durationSec: 60,
    }));
  }),
);
await runUpdates(WARM_UP);
const before = await measureHeap();
const startedMs = performance.now();
await runUpdates(UPDATES);
const msAnUpdate = (performance.now() - startedMs) / (UPDATES / BURST);
const after = await measureHeap();
leave.abort();
await ended;
const rows = feed.getSnapshot().pipelines.length;
const figures: HeapFigures = { before, after, updates: UPDATES, rows, msAnUpdate };
process.stdout.write(JSON.stringify(figures));
process.exit(0);
