import { mkdtemp, open, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { copyLog } from "../../../src/cli/job-log/copy-log.ts";
import { describeFileFault } from "../../../src/cli/job-log/describe-file-fault.ts";
import { toLogFileName } from "../../../src/cli/job-log/log-file-name.ts";
import { createLogFiles } from "../../../src/cli/job-log/log-files.ts";
import { ProviderError } from "../../../src/model/provider-error.ts";
import type { LogSink } from "../../../src/model/run-detail.ts";
import { makeRun } from "../../helpers/make-run.ts";
import { makeJob } from "../../ui/make-desk.ts";

const RUN = makeRun({ repo: "acme/api", number: 42 });
const JOB = makeJob({ name: "test (node 20)" });
const NAME = "acme-api-test-node-20-42";
const { signal } = new AbortController();

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "cimon-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function makeFiles(folder: string, copy: (sink: LogSink) => Promise<void>, pager?: string) {
  const env = { ...process.env, ...(pager === undefined ? {} : { PAGER: pager }), TMPDIR: folder };
  const copyLog = (_run: unknown, _job: unknown, sink: LogSink) => copy(sink);
  return createLogFiles({ desk: { copyLog }, folder, env });
}

const send = (text: string) => (sink: LogSink) => sink(new TextEncoder().encode(text));
const wish = { run: RUN, job: JOB, onProgress: () => {}, signal };

describe("a saved log", () => {
  it("is a file of its own in the folder, cleaned, for its owner to change", async () => {
    const folder = await makeFolder();
    const told: number[] = [];
    const files = makeFiles(folder, send("\x1b[31mred\x1b[0m\nlast"));
    const path = await files.save({ ...wish, onProgress: (bytes) => told.push(bytes) });
    expect(path).toBe(join(folder, `${NAME}.log`));
    expect(await readFile(path, "utf8")).toBe("red\nlast\n");
    expect((await stat(path)).mode & 0o777).toBe(0o644 & ~process.umask());
    expect(told).toEqual([17]);
  });

  it("overwrites nothing", async () => {
    const folder = await makeFolder();
    await writeFile(join(folder, `${NAME}.log`), "mine");
    const files = makeFiles(folder, send("new"));
    expect(await files.save(wish)).toBe(join(folder, `${NAME}-2.log`));
    expect(await files.save(wish)).toBe(join(folder, `${NAME}-3.log`));
    expect(await readFile(join(folder, `${NAME}.log`), "utf8")).toBe("mine");
  });

  it("that fails half-way leaves no file behind, and says why as the server did", async () => {
    const folder = await makeFolder();
    const files = makeFiles(folder, async (sink) => {
      await send("half")(sink);
      throw new ProviderError("network", "lab closed the connection half-way");
    });
    await expect(files.save(wish)).rejects.toThrow("lab closed the connection half-way");
    expect(await readdir(folder)).toEqual([]);
  });

  it.skipIf(process.platform !== "linux")(
    "says in a sentence that the folder is read-only",
    async () => {
      // Even root may not write there.
      const saving = makeFiles("/sys/kernel", send("x")).save(wish);
      await expect(saving).rejects.toThrow(
        "the log was not saved: this folder may not be written to: start cimon in another one",
      );
    },
  );

  it("says in a sentence that the folder is gone", async () => {
    const saving = makeFiles("/nowhere/at/all", send("x")).save(wish);
    await expect(saving).rejects.toThrow("the log was not saved: this folder is gone");
  });

  it.skipIf(process.platform !== "linux")("says in a sentence that the disk is full", async () => {
    const full = await open("/dev/full", "w");
    onTestFinished(() => full.close());
    const desk = { copyLog: (_run: unknown, _job: unknown, sink: LogSink) => send("x\n")(sink) };
    const copying = copyLog({ desk, ...wish, colours: false }, full);
    const fault = await copying.catch((error: unknown) => error);
    expect(describeFileFault(fault)).toBe("the disk is full: make room and save again");
  });
});

describe("the name of a saved log", () => {
  it.each([
    ["acme/api", "test (node 20)", 42, "acme-api-test-node-20-42"],
    ["../../etc", "passwd\0", 1, "etc-passwd-1"],
    ["g/答え", "bücher 📚", null, "g-答え-bücher"],
    ["--rf", ".hidden", null, "rf-.hidden"],
    ["/", "", 7, "log-7"],
    ["a/b", "C:\\x\ny", 3, "a-b-C-x-y-3"],
  ])("of %j, %j, %j is %s", (repo, name, number, expected) => {
    expect(toLogFileName(makeRun({ repo, number }), makeJob({ name }))).toBe(expected);
  });

  it("is never longer than a file's name may be", () => {
    const name = toLogFileName(makeRun({ repo: "答".repeat(300), number: 9 }), JOB);
    expect(Buffer.byteLength(name)).toBeLessThan(240);
    expect(name.endsWith("-9")).toBe(true);
  });
});

describe("a log in a pager", () => {
  it("is a file with colours while it is shown, and gone afterwards", async () => {
    const folder = await makeFolder();
    const seen = join(folder, "seen");
    const script = join(folder, "pager.sh");
    await writeFile(script, `cat "$2" > "${seen}"; echo "$1 $2" >> "${seen}"`);
    const files = makeFiles(folder, send("\x1b[31mred\x1b[0m\x1b[2J\n"), `sh ${script} -R`);
    let isFree = false;
    await files.page(wish, async (use) => {
      isFree = true;
      await use();
    });
    expect(isFree).toBe(true);
    const [text, arguments_ = ""] = (await readFile(seen, "utf8")).split("\n");
    expect(text).toBe("\x1b[31mred\x1b[0m");
    const [option, path = ""] = arguments_.split(" ");
    expect(option).toBe("-R");
    expect(path).toMatch(/acme-api-test-node-20-42\.log$/u);
    await expect(stat(path)).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("that is not installed is told in a sentence, and ctrl-c works as before", async () => {
    const before = process.listeners("SIGINT");
    const files = makeFiles(await makeFolder(), send("x"), "no-such-pager -x");
    await expect(files.page(wish, (use) => use())).rejects.toThrow(
      "the pager no-such-pager is not installed: set PAGER to one that is",
    );
    expect(process.listeners("SIGINT")).toEqual(before);
  });
});
