import { execFile, execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { transform } from "esbuild";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  createRotatingFile,
  type RotatingFileOptions,
} from "../../../src/cli/log/rotating-file.ts";
import { makeFolder } from "../../helpers/run-cimon.ts";

const isWindows = process.platform === "win32";

function openFile(path: string, options: Partial<RotatingFileOptions> = {}) {
  const faults: unknown[] = [];
  const onFault = (error: unknown) => void faults.push(error);
  const file = createRotatingFile({ path, maxBytes: 100, keep: 2, onFault, ...options });
  onTestFinished(() => file.close());
  return { ...file, faults };
}

/** Ten bytes. */
const makeLine = (number: number) => `${String(number).padStart(9, "0")}\n`;

/** What a script of its own process wrote to stderr. */
function runScript(script: string): Promise<string> {
  const args = ["--input-type=module", "--eval", script];
  return new Promise((resolve) => {
    execFile(process.execPath, args, (_error, _stdout, stderr) => resolve(stderr));
  });
}

const read = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : "");

describe("a file that rotates", () => {
  it("is made for its owner alone, with its folder", () => {
    const path = join(makeFolder(), "a/b/cimon.log");
    const file = openFile(path);
    file.open();
    expect(read(path)).toBe("");
    if (!isWindows) expect(statSync(path).mode & 0o777).toBe(0o600);
    file.append("one\n");
    file.append("two\n");
    expect(read(path)).toBe("one\ntwo\n");
  });

  it("never grows beyond its bound and keeps as many old ones as it is told", () => {
    const folder = makeFolder();
    const path = join(folder, "cimon.log");
    const file = openFile(path);
    for (let number = 0; number < 45; number += 1) file.append(makeLine(number));
    expect(readdirSync(folder).sort()).toEqual(["cimon.log", "cimon.log.1", "cimon.log.2"]);
    expect(statSync(path).size).toBe(50);
    expect(read(`${path}.1`).split("\n")[0]).toBe("000000030");
    expect(read(`${path}.2`).split("\n")[0]).toBe("000000020");
    expect(file.faults).toEqual([]);
  });

  it("goes on where an earlier start left off, and takes a line that is longer than the bound", () => {
    const path = join(makeFolder(), "cimon.log");
    writeFileSync(path, "old\n");
    const file = openFile(path);
    file.append("new\n");
    expect(read(path)).toBe("old\nnew\n");
    file.append(`${"x".repeat(500)}\n`);
    expect(read(`${path}.1`)).toBe("old\nnew\n");
    expect(read(path)).toHaveLength(501);
  });

  it("loses no line where two write and rotate at once", () => {
    const path = join(makeFolder(), "cimon.log");
    const writers = [openFile(path, { keep: 40 }), openFile(path, { keep: 40 })];
    for (let number = 0; number < 300; number += 1) {
      writers[number % 7 < 3 ? 0 : 1]?.append(makeLine(number));
    }
    const ages = ["", ...Array.from({ length: 40 }, (_, index) => `.${index + 1}`)];
    const files = ages.map((age) => read(path + age));
    const numbers = files.reverse().join("").trim().split("\n").map(Number);
    expect(numbers).toEqual(Array.from({ length: 300 }, (_, index) => index));
    expect(Math.max(...files.map((text) => text.length))).toBe(100);
  });

  it("loses no line where processes write and rotate at once", async () => {
    const folder = makeFolder();
    const path = join(folder, "cimon.log");
    const module = join(folder, "rotating-file.mjs");
    const source = join(import.meta.dirname, "../../../src/cli/log/rotating-file.ts");
    const { code } = await transform(readFileSync(source, "utf8"), { loader: "ts" });
    writeFileSync(module, code);
    const script = `
      const { createRotatingFile } = await import(${JSON.stringify(pathToFileURL(module).href)});
      const onFault = (error) => { throw error; };
      const options = { path: ${JSON.stringify(path)}, maxBytes: 2_000, keep: 1_000, onFault };
      const file = createRotatingFile(options);
      for (let number = 0; number < 2_000; number += 1) file.append(process.pid + " " + number + "\\n");
    `;
    const processes = [1, 2, 3].map(() => runScript(script));
    expect(await Promise.all(processes)).toEqual(["", "", ""]);
    const files = readdirSync(folder).filter((name) => name.startsWith("cimon.log"));
    expect(files.length).toBeGreaterThan(10);
    const lines = files.flatMap((name) => read(join(folder, name)).trimEnd().split("\n"));
    expect(lines.filter((line) => !/^\d+ \d+$/u.test(line))).toEqual([]);
    expect(new Set(lines).size).toBe(6_000);
    expect(lines).toHaveLength(6_000);
  });

  it("leaves the rotation to whoever holds the lock, unless that one was killed", () => {
    const path = join(makeFolder(), "cimon.log");
    const file = openFile(path);
    mkdirSync(`${path}.lock`);
    for (let number = 0; number < 12; number += 1) file.append(makeLine(number));
    expect(statSync(path).size).toBe(120);
    expect(existsSync(`${path}.1`)).toBe(false);
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(`${path}.lock`, longAgo, longAgo);
    file.append(makeLine(12));
    file.append(makeLine(13));
    expect(existsSync(`${path}.lock`)).toBe(false);
    expect(read(path)).toBe(makeLine(13));
    expect(file.faults).toEqual([]);
  });

  it("is made anew where somebody took it away", () => {
    const folder = join(makeFolder(), "cache");
    const path = join(folder, "cimon.log");
    const file = openFile(path);
    file.append("one\n");
    renameSync(path, `${path}.mine`);
    file.append("two\n");
    rmSync(folder, { recursive: true });
    file.append("three\n");
    expect(read(path)).toBe("three\n");
    expect(file.faults).toEqual([]);
  });

  it("tells the first fault only, never throws, and writes again once it can", () => {
    const folder = join(makeFolder(), "cache");
    const path = join(folder, "cimon.log");
    writeFileSync(folder, "a file where the folder should be");
    const file = openFile(path);
    file.open();
    file.append("lost\n");
    expect(file.faults).toEqual([
      expect.objectContaining({ code: expect.stringMatching(/^(?:ENOTDIR|EEXIST)$/u) }),
    ]);
    rmSync(folder);
    file.append("found\n");
    expect(read(path)).toBe("found\n");
    expect(file.faults).toHaveLength(1);
  });

  it.skipIf(isWindows)("does not rotate a link, which is somebody else's", () => {
    const folder = makeFolder();
    const path = join(folder, "link");
    symlinkSync(join(folder, "real"), path);
    const file = openFile(path);
    for (let number = 0; number < 12; number += 1) file.append(makeLine(number));
    expect(readdirSync(folder).sort()).toEqual(["link", "real"]);
    expect(read(path)).toHaveLength(120);
  });

  it.skipIf(isWindows)("does not wait for the reader of a named pipe", () => {
    const path = join(makeFolder(), "pipe");
    execFileSync("sh", ["-c", `mkfifo "$0"`, path]);
    const file = openFile(path);
    file.append("lost\n");
    expect(file.faults).toEqual([expect.objectContaining({ code: "ENXIO" })]);
  });
});
