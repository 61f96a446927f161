import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { startTerminal } from "../helpers/terminal.ts";

const DEMO = ["demo", "--seed", "1", "--filter", "status:failed"];
const PATIENCE_MS = 20_000;
const TEST_MS = 90_000;

async function start(pager: string) {
  const folder = await mkdtemp(join(tmpdir(), "cimon-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const work = join(folder, "work");
  const script = join(folder, "pager.sh");
  await writeFile(script, pager);
  await mkdir(work);
  const env = { PAGER: `sh ${script}`, TMPDIR: folder, XDG_CACHE_HOME: folder };
  const terminal = startTerminal(DEMO, { columns: 160, rows: 30, cwd: work, env });
  await terminal.waitForText(/▌✗/u, PATIENCE_MS);
  terminal.press("l");
  await terminal.waitForText(/\d+ lines/u, PATIENCE_MS);
  return { terminal, work, folder };
}

describe("a log in a real terminal", { timeout: TEST_MS }, () => {
  it("is searched, saved and left for the row it was opened from", async () => {
    const { terminal, work } = await start("exit 1");
    terminal.press("/");
    await terminal.waitForText("find", PATIENCE_MS);
    terminal.press("error\r");
    await terminal.waitForText(/\/error 1 of \d+/u, PATIENCE_MS);
    // A slow line delivers several keys at once.
    terminal.press("nN\x13");
    await terminal.waitForText("saved as ", PATIENCE_MS);
    const [name = "", ...others] = await readdir(work);
    expect(others).toEqual([]);
    expect(name).toMatch(/^[\w.-]+-\d+\.log$/u);
    expect(terminal.screen().join("\n")).toContain(name);
    const text = await readFile(join(work, name), "utf8");
    expect(text).toMatch(/error/iu);
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/u);
    terminal.press("\x1b");
    await terminal.waitForText(/REPO +BRANCH/u, PATIENCE_MS);
    terminal.press("q");
    expect(await terminal.exited).toBe(0);
  });

  it("goes to a pager, which hears the first key and ctrl-c, and comes back as it was", async () => {
    // A pager like any other: the terminal's modes are its own while it runs.
    const { terminal, folder } = await start(
      [
        "trap 'echo heard ctrl-c' INT",
        "stty -icanon -echo",
        'echo "PAGER of $1"',
        // A slow one: what is typed meanwhile waits for it.
        "sleep 1",
        "key=$(dd bs=1 count=1 2>/dev/null)",
        'echo "heard <$key>"',
        'while [ ! -e "$TMPDIR/go-on" ]; do sleep 0.05; done',
      ].join("\n"),
    );
    terminal.press("v");
    await terminal.waitForText(/PAGER of .*\.log/u, PATIENCE_MS);
    expect(terminal.isAlternate()).toBe(false);
    terminal.press("k");
    await terminal.waitForText("heard <k>", PATIENCE_MS);
    terminal.press("\x03");
    await terminal.waitForText("heard ctrl-c", PATIENCE_MS);
    await writeFile(join(folder, "go-on"), "");
    await terminal.waitForText(/\d+ lines/u, PATIENCE_MS);
    expect(terminal.isAlternate()).toBe(true);
    await vi.waitFor(
      async () => expect((await readdir(folder)).join(" ")).not.toContain("cimon-log-"),
      { timeout: PATIENCE_MS },
    );
    terminal.press("w");
    terminal.press("\x1b");
    await terminal.waitForText(/REPO +BRANCH/u, PATIENCE_MS);
    terminal.press("q");
    expect(await terminal.exited).toBe(0);
  });
});
