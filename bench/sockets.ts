import { type Bench, type BenchRow, limitRow } from "./bench-row.ts";
import { sleep } from "./sleep.ts";
import type { ServerMemory } from "./sockets-messages.ts";
import { SOCKETS, startWorld, type World } from "./sockets-world.ts";
import { median, percentile } from "./statistics.ts";

const CHANGES = 10_000;
/** A burst of new runs, as polls bring them: some rows, each some times. */
const BURST = { rows: 2, times: 25 };
/** Single changes for the time they take, so far apart. */
const SINGLES = { count: 20, gapMs: 100 };
const MOST_MS = 250;
const MOST_GROWTH_MB = 5;
/** What is kept for one that reads nothing, besides the snapshot it was sent: a megabyte and a message. */
const MOST_KEPT_MB = 1.5;
/** So many connect and read nothing of the snapshot they are sent, and what they hold together. */
const STALLED = 100;
const MOST_SHARED_MB = 20;
/** Large changes that everybody else takes meanwhile. */
const FLOOD = { rows: 20, times: 1, count: 8 };

/** A thousand who listen to one server, each of the two in a process of its own. */
export const benchSockets: Bench = {
  name: "sockets",
  async run() {
    const world = await startWorld();
    try {
      const quick = await timeSingles(world);
      const memory = await measureChanges(world);
      const stalled = await timeBesideStalled(world);
      return [
        toTimeRow(`one change at all of ${SOCKETS.toLocaleString("en")} sockets, 500 rows`, quick),
        ...toMemoryRows(memory),
        ...stalled,
      ];
    } finally {
      world.stop();
    }
  },
};

/** The times that single changes take to the last socket, ms. */
async function timeSingles(world: World): Promise<readonly number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < SINGLES.count; turn += 1) {
    const { atMs, serial } = await world.change({ rows: 1, times: 1 });
    times.push((await world.untilHeard(serial)) - atMs);
    await sleep(SINGLES.gapMs);
  }
  return times;
}

async function measureChanges(world: World) {
  const burst = async () => world.untilHeard((await world.change(BURST)).serial);
  const size = BURST.rows * BURST.times;
  // Every buffer and cache has its size before the first measurement.
  for (let done = 0; done < CHANGES / 4; done += size) await burst();
  const before = await world.measure();
  for (let done = 0; done < CHANGES; done += size) await burst();
  return { before, after: await world.measure() };
}

async function timeBesideStalled(world: World): Promise<readonly BenchRow[]> {
  const before = await world.measure();
  await world.stall(STALLED);
  const held = (await world.measure()).buffersMb - before.buffersMb;
  const kept: number[] = [];
  let isCutOff = false;
  const change = async (order: { readonly rows: number; readonly times: number }) => {
    const { serial, waiting } = await world.change(order);
    await world.untilHeard(serial);
    if (waiting.sockets > SOCKETS) kept.push(waiting.mostBytes / 1024 / 1024);
    else isCutOff = true;
  };
  for (let flood = 0; flood < FLOOD.count; flood += 1) await change(FLOOD);
  const times = await timeSingles(world);
  await change({ rows: 1, times: 1 });
  const [first = 0] = kept;
  const most = Math.max(...kept);
  return [
    limitRow(`held for ${STALLED} who connect and read nothing of it`, held, MOST_SHARED_MB, {
      measured: `${held.toFixed(1)} MB`,
      goal: `one snapshot for all: ${MOST_SHARED_MB} MB at most`,
    }),
    toTimeRow("one change at all sockets beside these", times),
    limitRow("kept for one that reads nothing, besides its snapshot", most - first, MOST_KEPT_MB, {
      measured: `${(most - first).toFixed(1)} MB (${first.toFixed(1)} → ${most.toFixed(1)})${isCutOff ? ", then cut off" : ""}`,
      goal: `bounded: ${MOST_KEPT_MB} MB at most`,
    }),
  ];
}

function toTimeRow(what: string, times: readonly number[]): BenchRow {
  const most = percentile(times, 0.9);
  const [p50, p90, slowest] = [median(times), most, Math.max(...times)].map((ms) => ms.toFixed(0));
  const measured = `p50 ${p50} ms, p90 ${p90} ms, slowest ${slowest} ms`;
  return limitRow(what, most, MOST_MS, { measured, goal: `p90 under ${MOST_MS} ms` });
}

function toMemoryRows({
  before,
  after,
}: {
  readonly before: ServerMemory;
  readonly after: ServerMemory;
}): readonly BenchRow[] {
  const growth = after.heapMb - before.heapMb;
  const describe = (from: number, to: number) =>
    `${to >= from ? "+" : ""}${(to - from).toFixed(1)} MB (${from.toFixed(0)} → ${to.toFixed(0)})`;
  return [
    limitRow(
      `the server's heap over ${CHANGES.toLocaleString("en")} changes with these sockets`,
      growth,
      MOST_GROWTH_MB,
      {
        measured: describe(before.heapMb, after.heapMb),
        goal: `flat: +${MOST_GROWTH_MB} MB at most`,
      },
    ),
    {
      what: "the whole process meanwhile",
      measured: `${describe(before.residentMb, after.residentMb)}, buffers ${describe(before.buffersMb, after.buffersMb)}`,
      goal: "",
      verdict: "note",
    },
  ];
}
