import { execFile } from "node:child_process";
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SavedState } from "../../src/store/saved-state.ts";
import { createSnapshotDisk } from "../../src/store/snapshot-disk.ts";
import { createSnapshotFile } from "../../src/store/snapshot-file.ts";
import { createFakeClock, START_MS } from "../helpers/fake-clock.ts";
import { makePipeline, makeRun } from "../helpers/make-run.ts";

const NAME = "snapshot-0123456789abcdef.json";
/** The user id of nobody in particular. */
const NOBODY = 65_534;

const isRoot = process.getuid?.() === 0;
const hasModes = process.platform !== "win32";
const signal = new AbortController().signal;
const now = () => START_MS;

let folder = "";
let path = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cimon-snapshot-"));
  path = join(folder, "cimon", NAME);
});

afterEach(async () => {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true, force: true });
});

/** A state that was right so many milliseconds after the fake clock's start. */
function makeState(afterMs = 0, message = "Fix token refresh"): SavedState {
  const lastOkAt = new Date(START_MS + afterMs).toISOString();
  const url = "https://github.com/acme/api";
  const run = makeRun();
  return {
    savedAt: lastOkAt,
    pipelines: [
      makePipeline(makeRun({ id: "2", commit: { sha: null, message } }), run),
      makePipeline(makeRun({ repo: "acme/web" })),
    ],
    targets: [{ source: "gh", id: "acme/api", url, cursor: "7", lastOkAt }],
  };
}

function openFile(clock = createFakeClock()) {
  const notes: string[] = [];
  const file = createSnapshotFile({ path, clock, onNote: (note) => notes.push(note) });
  return { file, notes };
}

/** Writes a state as one process would, from its start to its end. */
async function writeState(state: SavedState): Promise<readonly string[]> {
  const { file, notes } = openFile();
  file.scheduleWrite(() => state);
  await file.flush(5_000);
  return notes;
}

async function writeText(text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

describe("the snapshot on disk", () => {
  it("is read at the next start as it was written", async () => {
    const state = makeState();
    expect(await writeState(state)).toEqual([]);
    expect(await openFile().file.read()).toEqual({ state, note: null });
  });

  it("is nothing to speak of where there is none", async () => {
    expect(await openFile().file.read()).toEqual({ state: null, note: null });
  });

  it.skipIf(!hasModes)("is read by its owner alone", async () => {
    await writeState(makeState());
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(path))).mode & 0o777).toBe(0o700);
  });

  it("leaves nothing beside it", async () => {
    await writeState(makeState(0));
    await writeState(makeState(1));
    expect(await readdir(dirname(path))).toEqual([NAME]);
  });

  it.each([
    ["a broken file", "{"],
    ["an empty file", ""],
    ["another program's file", '{"version":1}\n'],
  ])("sets %s aside with a note, and keeps one of them at most", async (_, text) => {
    await writeText("the one before");
    await openFile().file.read();
    await writeText(text);
    const { state, note } = await openFile().file.read();
    expect(state).toBeNull();
    expect(note).toBe(`${path} was no whole snapshot; it is now ${path}.broken`);
    expect(await readdir(dirname(path))).toEqual([`${NAME}.broken`]);
    expect(await readFile(`${path}.broken`, "utf8")).toBe(text);
  });

  it("sets half a file aside", async () => {
    await writeState(makeState());
    const whole = await readFile(path, "utf8");
    await writeText(whole.slice(0, whole.length - 20));
    expect((await openFile().file.read()).note).toContain(".broken");
  });

  it("leaves a later version as it is, and writes nothing over it", async () => {
    const later = '{"format":"cimon-snapshot","version":2,"rows":"many"}\nmore';
    await writeText(later);
    const { file, notes } = openFile();
    const { state, note } = await file.read();
    expect(state).toBeNull();
    expect(note).toContain("later cimon");
    file.scheduleWrite(() => makeState());
    await file.flush(5_000);
    expect(await readFile(path, "utf8")).toBe(later);
    expect(notes).toEqual([]);
    expect(await readdir(dirname(path))).toEqual([NAME]);
  });

  it("is not overwritten by a process that knows less, until that knows more", async () => {
    const disk = createSnapshotDisk(path, now);
    const other = createSnapshotDisk(path, now);
    expect((await disk.save(makeState(1_000), signal)).kind).toBe("written");
    expect((await other.save(makeState(500), signal)).kind).toBe("newer");
    expect((await other.read())?.kind).toBe("good");
    expect((await other.save(makeState(2_000), signal)).kind).toBe("written");
    expect((await disk.save(makeState(1_500), signal)).kind).toBe("newer");
  });

  it("is overwritten by its own process whatever the clock says", async () => {
    const disk = createSnapshotDisk(path, now);
    await disk.save(makeState(1_000), signal);
    expect((await disk.save(makeState(-3_600_000), signal)).kind).toBe("written");
  });

  it("is overwritten where it comes from a future that no clock should show", async () => {
    await createSnapshotDisk(path, now).save(makeState(3_600_000), signal);
    const outcome = await createSnapshotDisk(path, now).save(makeState(0), signal);
    expect(outcome.kind).toBe("written");
  });

  it("stays as it was where a write is given up", async () => {
    await writeState(makeState());
    const before = await readFile(path, "utf8");
    const disk = createSnapshotDisk(path, now);
    await expect(disk.save(makeState(1), AbortSignal.abort())).rejects.toThrow();
    expect(await readFile(path, "utf8")).toBe(before);
    expect(await readdir(dirname(path))).toEqual([NAME]);
  });

  it("costs a note, and no more, where a file stands in the place of its folder", async () => {
    await writeFile(dirname(path), "");
    expect(await writeState(makeState())).toEqual([
      expect.stringMatching(/cannot be written \((?:ENOTDIR|EEXIST)\)/u),
    ]);
    const { state, note } = await openFile().file.read();
    expect(state).toBeNull();
    expect(note).toContain("ENOTDIR");
  });

  it("costs a note, and no more, where a folder stands in its place", async () => {
    await mkdir(path, { recursive: true });
    expect((await openFile().file.read()).note).toContain("it is no file");
    expect((await writeState(makeState())).length).toBe(1);
    expect(await readdir(dirname(path))).toEqual([NAME]);
  });

  it.skipIf(!hasModes)("costs a note where its folder is read-only", async () => {
    await chmod(folder, 0o500);
    // Root may write anywhere, so a root gives that up for a moment.
    if (isRoot) process.seteuid?.(NOBODY);
    try {
      expect(await writeState(makeState())).toEqual([expect.stringContaining("EACCES")]);
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  it("takes away what killed processes left, and nothing else", async () => {
    const cache = dirname(path);
    await mkdir(cache, { recursive: true });
    const ages: Record<string, number> = {
      [`${NAME}.12-a.tmp`]: 2,
      [`${NAME}.13-b.tmp`]: 0.5,
      "snapshot-00000000000000ff.json": 24 * 91,
      "snapshot-00000000000000fe.json": 24 * 89,
      "cimon.log": 24 * 1_000,
      "notes.tmp": 24 * 1_000,
    };
    for (const [name, hours] of Object.entries(ages)) {
      await writeFile(join(cache, name), "");
      const time = new Date(START_MS - hours * 3_600_000);
      await utimes(join(cache, name), time, time);
    }
    await writeState(makeState());
    expect((await readdir(cache)).sort()).toEqual(
      [`${NAME}.13-b.tmp`, "cimon.log", "notes.tmp", NAME, "snapshot-00000000000000fe.json"].sort(),
    );
  });

  it("is always whole while several processes write and one reads", async () => {
    const script = await buildWriter();
    const run = promisify(execFile);
    const writers = ["1", "2", "3"].map((id) => run(process.execPath, [script, path, id]));
    let isDone = false;
    const all = Promise.all(writers).finally(() => {
      isDone = true;
    });
    let reads = 0;
    while (!isDone) {
      const found = await createSnapshotDisk(path, Date.now).read();
      if (found === null) continue;
      reads += 1;
      expect(found.kind).toBe("good");
      if (found.kind !== "good") break;
      const messages = found.state.pipelines.map((row) => row.latest.commit.message);
      expect(new Set(messages).size).toBe(1);
    }
    const results = await all;
    expect(results.map(({ stdout }) => stdout)).toEqual(["60", "60", "60"]);
    expect(reads).toBeGreaterThan(0);
    expect(await readdir(dirname(path))).toEqual([NAME]);
  }, 30_000);
});

/** A program that writes a snapshot sixty times over and prints how often it was let. */
async function buildWriter(): Promise<string> {
  const outfile = join(folder, "writer.mjs");
  const contents = `
    import { createSnapshotDisk } from "./src/store/snapshot-disk.ts";
    import { makePipeline, makeRun } from "./test/helpers/make-run.ts";
    const [path, id] = process.argv.slice(2);
    const disk = createSnapshotDisk(path, Date.now);
    const { signal } = new AbortController();
    let written = 0;
    for (let turn = 0; turn < 60; turn += 1) {
      const commit = { sha: null, message: id + " " + turn };
      const pipelines = Array.from({ length: 300 }, (_, index) =>
        makePipeline(makeRun({ repo: "acme/service-" + index, commit })));
      const target = { source: "gh", id: "acme", url: "https://github.com/acme", cursor: null };
      for (;;) {
        const lastOkAt = new Date().toISOString();
        const state = { savedAt: lastOkAt, pipelines, targets: [{ ...target, lastOkAt }] };
        if ((await disk.save(state, signal)).kind === "written") break;
      }
      written += 1;
    }
    process.stdout.write(String(written));
  `;
  const resolveDir = join(import.meta.dirname, "../..");
  await build({
    stdin: { contents, resolveDir, loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    logLevel: "error",
  });
  return outfile;
}
