import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { createSystemClock } from "../../src/model/clock.ts";
import { NO_MEMORY, type ScreenMemory } from "../../src/model/screen-memory.ts";
import { createMemoryFile } from "../../src/store/memory-file.ts";
import { encodeMemory } from "../../src/store/memory-format.ts";
import { makeFolder } from "../helpers/run-cimon.ts";

/** A loaded machine takes its time, and so may its disk. */
const LONG_MS = 20_000;

const withFilter = (filter: string): ScreenMemory => ({
  ...NO_MEMORY,
  narrowing: { ...NO_MEMORY.narrowing, filter },
});

function open(path = join(makeFolder(), "cimon", "screen-0123456789abcdef.json")) {
  const onNote = vi.fn<(note: string) => void>();
  const file = createMemoryFile({ path, clock: createSystemClock(), onNote });
  return { path, onNote, file, again: () => open(path) };
}

describe("the file of a memory", () => {
  it("gives back at the next start what was changed, and only its owner can read it", async () => {
    const { file, path, again } = open();
    expect(await file.read()).toBeNull();
    file.scheduleWrite(NO_MEMORY);
    file.scheduleWrite(withFilter("web"));
    await file.flush(LONG_MS);
    expect(await again().file.read()).toEqual(withFilter("web"));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(path, ".."))).toHaveLength(1);
  });

  it("is written soon, not only at the end", async () => {
    const { file, path } = open();
    file.scheduleWrite(NO_MEMORY);
    file.scheduleWrite(withFilter("web"));
    await vi.waitFor(() => expect(readFileSync(path, "utf8")).toContain("web"), LONG_MS);
    await file.flush(LONG_MS);
  });

  it("is not touched by a screen that changed nothing", async () => {
    const { file, path } = open();
    file.scheduleWrite(NO_MEMORY);
    await file.flush(LONG_MS);
    expect(() => statSync(path)).toThrow();
  });

  it("keeps what two screens changed, each its own part", async () => {
    const first = open();
    const second = first.again();
    first.file.scheduleWrite(NO_MEMORY);
    second.file.scheduleWrite(NO_MEMORY);
    first.file.scheduleWrite(withFilter("web"));
    await first.file.flush(LONG_MS);
    second.file.scheduleWrite({ ...NO_MEMORY, grouping: "status" });
    await second.file.flush(LONG_MS);
    expect(await first.again().file.read()).toEqual({ ...withFilter("web"), grouping: "status" });
  });

  it("is set aside where it is broken, and begun anew", async () => {
    const { file, path, onNote, again } = open(join(makeFolder(), "screen-0.json"));
    writeFileSync(path, "{ half");
    expect(await file.read()).toBeNull();
    expect(onNote.mock.calls).toEqual([[expect.stringContaining("it is now")]]);
    expect(readFileSync(`${path}.broken`, "utf8")).toBe("{ half");
    file.scheduleWrite(NO_MEMORY);
    file.scheduleWrite(withFilter("web"));
    await file.flush(LONG_MS);
    expect(await again().file.read()).toEqual(withFilter("web"));
  });

  it("of a later cimon is left as it is", async () => {
    const { file, path, onNote } = open(join(makeFolder(), "screen-0.json"));
    const later = encodeMemory(NO_MEMORY).replace('"version": 1', '"version": 2');
    writeFileSync(path, later);
    expect(await file.read()).toBeNull();
    file.scheduleWrite(NO_MEMORY);
    file.scheduleWrite(withFilter("web"));
    await file.flush(LONG_MS);
    expect(readFileSync(path, "utf8")).toBe(later);
    expect(onNote).toHaveBeenCalledTimes(1);
  });

  it("that cannot be read or written is said once and stops nothing", async () => {
    const { file, path, onNote } = open(join(makeFolder(), "file", "screen-0.json"));
    writeFileSync(join(path, ".."), "");
    expect(await file.read()).toBeNull();
    file.scheduleWrite(NO_MEMORY);
    file.scheduleWrite(withFilter("web"));
    await file.flush(LONG_MS);
    expect(onNote.mock.calls.flat().join()).toContain("cannot be written");
  });

  it("that is a folder is set aside like any other broken one", async () => {
    const { file, path } = open(join(makeFolder(), "screen-0.json"));
    mkdirSync(path);
    expect(await file.read()).toBeNull();
    expect(statSync(`${path}.broken`).isDirectory()).toBe(true);
  });
});
