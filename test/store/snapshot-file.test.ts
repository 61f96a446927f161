import { describe, expect, it } from "vitest";
import type { SavedState } from "../../src/store/saved-state.ts";
import type { SaveOutcome, SnapshotDisk } from "../../src/store/snapshot-disk.ts";
import { createSnapshotFile } from "../../src/store/snapshot-file.ts";
import { createFakeClock, settle } from "../helpers/fake-clock.ts";
import { makePipeline, makeRun } from "../helpers/make-run.ts";

const ROW = makePipeline(makeRun());
const TARGET = {
  source: "gh",
  id: "acme/api",
  url: "https://github.com/acme/api",
  cursor: null,
  lastOkAt: "2026-11-23T12:00:00.000Z",
};

function makeState(fields: Partial<SavedState> = {}): SavedState {
  const savedAt = "2026-11-23T12:00:00.000Z";
  return { savedAt, pipelines: [ROW], targets: [TARGET], ...fields };
}

/** A state whose rows differ from those of every other. */
const renewed = () => makeState({ pipelines: [makePipeline(makeRun())] });

/** A file over a disk that keeps what it is given, and takes its time where asked to. */
function setUp() {
  const clock = createFakeClock();
  const startMs = clock.now();
  const saves: { atMs: number; state: SavedState }[] = [];
  const notes: string[] = [];
  const faults: Error[] = [];
  const outcomes: SaveOutcome[] = [];
  const gate: { wait: (() => Promise<void>) | null; most: number } = { wait: null, most: 0 };
  let underWay = 0;
  const disk: SnapshotDisk = {
    read: async () => ({ kind: "good", state: makeState(), dropped: 0 }),
    async save(state) {
      underWay += 1;
      gate.most = Math.max(gate.most, underWay);
      saves.push({ atMs: clock.now() - startMs, state });
      await gate.wait?.();
      underWay -= 1;
      const fault = faults.shift();
      if (fault) throw fault;
      return outcomes.shift() ?? { kind: "written", bytes: 100 };
    },
    setAside: async () => {},
    sweep: async () => {},
  };
  const file = createSnapshotFile({
    path: "/nowhere/snapshot.json",
    clock,
    disk,
    onNote: (note) => notes.push(note),
  });
  return { clock, file, saves, notes, faults, outcomes, gate };
}

/** A wait that ends when told to. */
function createGate() {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { wait: () => opened, open };
}

describe("the snapshot's file", () => {
  it("is at most 2 s behind while something changes all the time", async () => {
    const { clock, file, saves } = setUp();
    let state = renewed();
    const changes: number[] = [];
    for (let atMs = 0; atMs < 20_000; atMs += 100) {
      state = renewed();
      changes.push(atMs);
      file.scheduleWrite(() => state);
      await clock.advance(100);
    }
    await clock.advance(2_000);
    for (const atMs of changes) {
      const next = saves.find((save) => save.atMs >= atMs + 1);
      expect((next?.atMs ?? Number.POSITIVE_INFINITY) - atMs).toBeLessThanOrEqual(2_000);
    }
    expect(saves.length).toBeLessThan(16);
    expect(saves.at(-1)?.state).toBe(state);
  });

  it("writes a burst once", async () => {
    const { clock, file, saves } = setUp();
    const state = renewed();
    for (let count = 0; count < 50; count += 1) file.scheduleWrite(() => state);
    await clock.advance(1_000);
    expect(saves.length).toBe(1);
  });

  it("writes nothing where nothing has changed", async () => {
    const { clock, file, saves } = setUp();
    const { state } = await file.read();
    const same = { ...(state ?? makeState()), savedAt: "2026-11-23T13:00:00.000Z" };
    for (let minute = 0; minute < 5; minute += 1) {
      file.scheduleWrite(() => ({ ...same, pipelines: [...same.pipelines] }));
      await clock.advance(60_000);
    }
    await file.flush();
    expect(saves).toEqual([]);
  });

  it("writes times and ETags twice a minute at most, without being told of them", async () => {
    const { clock, file, saves } = setUp();
    const pipelines = [ROW];
    const ask = () => {
      const lastOkAt = new Date(clock.now()).toISOString();
      return makeState({ pipelines, targets: [{ ...TARGET, lastOkAt }] });
    };
    file.scheduleWrite(ask);
    await clock.advance(600_000);
    expect(saves.length).toBeGreaterThan(15);
    expect(saves.length).toBeLessThanOrEqual(21);
  });

  it("never writes twice at once, and writes what changed meanwhile afterwards", async () => {
    const { clock, file, saves, gate } = setUp();
    const held = createGate();
    gate.wait = held.wait;
    file.scheduleWrite(renewed);
    await clock.advance(1_000);
    const last = renewed();
    file.scheduleWrite(() => last);
    await clock.advance(10_000);
    expect(saves.length).toBe(1);
    held.open();
    await clock.advance(2_000);
    expect(saves.map((save) => save.state)).toEqual([expect.anything(), last]);
    expect(gate.most).toBe(1);
  });

  it("never writes a state that knows nothing", async () => {
    const { clock, file, saves } = setUp();
    file.scheduleWrite(() => makeState({ pipelines: [], targets: [] }));
    await clock.advance(60_000);
    await file.flush();
    expect(saves).toEqual([]);
  });

  it("says once that the disk is full, tries again, and recovers", async () => {
    const { clock, file, saves, faults, notes } = setUp();
    for (let count = 0; count < 3; count += 1) {
      faults.push(Object.assign(new Error("no space"), { code: "ENOSPC" }));
    }
    for (let second = 0; second < 300; second += 1) {
      file.scheduleWrite(renewed);
      await clock.advance(1_000);
    }
    expect(notes).toEqual([expect.stringContaining("ENOSPC")]);
    const failing = saves.filter((save) => save.atMs < 125_000);
    expect(failing.length).toBe(3);
    expect(saves.length).toBeGreaterThan(50);
  });

  it("waits longer between two writes of a large file", async () => {
    const { clock, file, saves, outcomes } = setUp();
    outcomes.push({ kind: "written", bytes: 40_000_000 });
    file.scheduleWrite(renewed);
    await clock.advance(1_000);
    file.scheduleWrite(renewed);
    await clock.advance(18_000);
    expect(saves.length).toBe(1);
    await clock.advance(2_000);
    expect(saves.length).toBe(2);
  });

  it("goes on trying where another process knows more, and says nothing of it", async () => {
    const { clock, file, saves, outcomes, notes } = setUp();
    const state = renewed();
    outcomes.push({ kind: "newer" });
    file.scheduleWrite(() => state);
    await clock.advance(40_000);
    expect(saves.map((save) => save.state)).toEqual([state, state]);
    expect(notes).toEqual([]);
  });

  it("writes at the end what is not written yet, and nothing after it", async () => {
    const { clock, file, saves } = setUp();
    const state = renewed();
    file.scheduleWrite(() => state);
    await file.flush();
    expect(saves.map((save) => save.state)).toEqual([state]);
    file.scheduleWrite(renewed);
    await clock.advance(60_000);
    await file.flush();
    expect(saves.length).toBe(1);
    expect(clock.countTimers()).toBe(0);
  });

  it("ends in time over a disk that hangs", async () => {
    const { clock, file, gate } = setUp();
    gate.wait = () => new Promise(() => {});
    file.scheduleWrite(renewed);
    let isDone = false;
    const done = file.flush().then(() => {
      isDone = true;
    });
    await clock.advance(100);
    expect(isDone).toBe(false);
    await clock.advance(100);
    await settle();
    expect(isDone).toBe(true);
    await done;
    expect(clock.countTimers()).toBe(0);
  });
});
