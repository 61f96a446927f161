import { createSystemClock } from "../src/model/clock.ts";
import type { PipelineRun } from "../src/model/pipeline-run.ts";
import type { RunDesk } from "../src/model/run-desk.ts";
import { createServer } from "../src/server/create-server.ts";
import { createTraffic } from "../src/server/traffic.ts";
import { sleep } from "./sleep.ts";
import {
  readSharedMs,
  type ServerMemory,
  type ServerOrder,
  type ServerWaiting,
  type ServerWord,
} from "./sockets-messages.ts";
import { createStoredRows, makeFullRow } from "./stored-rows.ts";

const REPOS = 50;
const ROWS_A_REPO = 10;
const ROWS = REPOS * ROWS_A_REPO;
const START_MS = Date.now() - 3_600_000;

/** A run of a row; the one with the greatest `serial` is the latest. */
function makeRun(row: number, serial: number): PipelineRun {
  const at = (ms: number) => new Date(START_MS + serial * 10 + ms).toISOString();
  return {
    id: `${row}-${serial}`,
    source: "gh",
    provider: "github",
    repo: `acme/repo-${row % REPOS}`,
    branch: `feature/topic-${Math.floor(row / REPOS)}`,
    workflow: "CI",
    number: serial,
    attempt: 1,
    status: serial % 5 === 0 ? "failed" : "success",
    conclusion: "success",
    event: "push",
    actor: "ana",
    commit: {
      sha: "9f31c0e5d2b17c3f8a56e0d9b1c2a3f4e5d6c7b8",
      message: `Fix token refresh ${serial}`,
    },
    queuedAt: at(0),
    startedAt: at(5_000),
    finishedAt: at(252_000),
    durationSec: 247,
    url: `https://github.invalid/acme/repo-${row % REPOS}/actions/runs/${serial}`,
  };
}

const { store, feed, apply, tell: tellListeners } = createStoredRows();
store.restore(Array.from({ length: ROWS }, (_, row) => makeFullRow((past) => makeRun(row, -past))));
tellListeners();
let nextRow = 0;
let serial = 0;

/** One new run of one row, told to whoever listens, as a poll does. */
function changeRow(row: number): void {
  serial += 1;
  apply([makeRun(row, serial)]);
  tellListeners();
}

/** Changes some rows, each a number of times; returns the number of the last run. */
function changeRows({ rows, times }: { readonly rows: number; readonly times: number }): number {
  for (let turn = 0; turn < times; turn += 1) {
    for (let row = 0; row < rows; row += 1) changeRow((nextRow + row) % ROWS);
  }
  nextRow = (nextRow + rows) % ROWS;
  return serial;
}

const refuse = () => Promise.reject(new Error("there is no CI server behind this"));
const desk: RunDesk = {
  mayChange: false,
  can: () => false,
  listJobs: refuse,
  listAnnotations: refuse,
  readLog: refuse,
  listParameters: refuse,
  copyLog: refuse,
  act: refuse,
  openGate: refuse,
  describeTrigger: refuse,
  trigger: refuse,
};

const app = await createServer({
  feed,
  desk,
  clock: createSystemClock(),
  hear: () => {},
  webhooks: { github: null, gitlab: null, jenkins: null },
  traffic: createTraffic(),
  log: { write: () => {} },
  version: "0.0.0",
  views: [],
  me: [],
  auth: null,
  publicFeeds: false,
  trustProxy: false,
  tls: null,
  assets: `${process.cwd()}/dist/assets/`,
});

function readWaiting(): ServerWaiting {
  const waiting = [...app.websocketServer.clients].map(({ bufferedAmount }) => bufferedAmount);
  return { sockets: waiting.length, mostBytes: Math.max(0, ...waiting) };
}

async function measureMemory(): Promise<ServerMemory> {
  for (let turn = 0; turn < 5; turn += 1) {
    await sleep(100);
    globalThis.gc?.();
  }
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  const toMb = (bytes: number) => bytes / 1024 / 1024;
  return { heapMb: toMb(heapUsed), buffersMb: toMb(arrayBuffers), residentMb: toMb(rss) };
}

const tell = (word: ServerWord) => process.send?.(word);
process.on("message", async (order: ServerOrder) => {
  if (order.do === "measure") {
    tell({ is: "measured", memory: await measureMemory() });
    return;
  }
  const waiting = readWaiting();
  const atMs = readSharedMs();
  tell({ is: "changed", change: { atMs, serial: changeRows(order), waiting } });
});
process.on("disconnect", () => process.exit(0));
tell({ is: "listening", url: await app.listen({ host: "127.0.0.1", port: 0 }) });
