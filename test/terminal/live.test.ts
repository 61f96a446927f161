import { execFileSync, spawnSync } from "node:child_process";
import { describe, expect, it, onTestFinished } from "vitest";
import { BIN, startTerminal, type TerminalSession } from "../helpers/terminal.ts";

/** A repository of each of the demo's vendors, whose rows all fit on {@link TALL}. */
const VENDORS = [/acme\/\w/u, /(?:platform|shop)\//u, /team\/(?:backend|frontend)/u];

const TALL = { columns: 160, rows: 100 };

const DEMO = ["demo", "--seed", "1", "--speed", "4"];

const countLines = (lines: readonly string[], pattern: RegExp) =>
  lines.filter((line) => pattern.test(line)).length;

async function waitForRows(terminal: TerminalSession): Promise<void> {
  for (const vendor of VENDORS) await terminal.waitForText(vendor);
}

/** The summary's counts, which change whenever a run does. */
const readSummary = (lines: readonly string[]) =>
  lines[0]?.replace(/\s+(?:gh|lab|ci)\b.*$/u, "") ?? "";

describe("the live table in a real terminal", () => {
  it("shows the pipelines of all three vendors, on a screen of its own", async () => {
    const terminal = startTerminal(DEMO, TALL);
    await waitForRows(terminal);
    expect(terminal.isAlternate()).toBe(true);
    expect(countLines(terminal.screen(), /REPO +BRANCH +WORKFLOW/u)).toBe(1);
    expect(terminal.screen().at(-1)).toMatch(/q quit +\d+\/\d+$/u);
  });

  it("shows that a run has changed, without a key", async () => {
    const terminal = startTerminal(DEMO, TALL);
    await waitForRows(terminal);
    const before = readSummary(terminal.screen());
    expect(before).toMatch(/passing/u);
    await terminal.waitFor("another summary", (lines) => readSummary(lines) !== before);
  });

  it("narrows by / and by f, and shows all again", async () => {
    const terminal = startTerminal(DEMO, TALL);
    await waitForRows(terminal);
    terminal.press("/repo:shop/checkout");
    const isNarrow = (lines: readonly string[]) =>
      countLines(lines, /shop\/checkout/u) > 0 &&
      countLines(lines, /acme\/|team\/|platform\//u) === 0;
    await terminal.waitFor("only shop/checkout", isNarrow);
    terminal.press("\r");
    await terminal.waitFor("the filter to stay", (lines) =>
      lines.join("\n").includes("repo:shop/checkout"),
    );
    expect(isNarrow(terminal.screen())).toBe(true);
    terminal.press("0");
    await waitForRows(terminal);

    // The list of repositories holds those that have answered.
    await terminal.waitForText(/^.[^\w]{1,3}acme\/web/mu);
    terminal.press("f");
    terminal.press("acme/web");
    await terminal.waitForText("acme/web");
    terminal.press("\r");
    await terminal.waitFor(
      "only acme/web",
      (lines) =>
        countLines(lines, /^.[^\w]{1,3}acme\/web/u) > 0 &&
        countLines(lines, /^.[^\w]{1,3}(?:shop|team|platform|release|nightly)/u) === 0,
    );
    terminal.press("\u001b");
    await waitForRows(terminal);
  });

  it("is clean again after the pane was made tiny and large", async () => {
    const terminal = startTerminal(DEMO, TALL);
    await waitForRows(terminal);
    for (const [columns, rows] of [
      [100, 30],
      [40, 5],
      [20, 2],
      [1, 1],
      [160, 40],
    ] as const) {
      const before = terminal.output().length;
      terminal.resize(columns, rows);
      await terminal.waitFor("a frame of that size", () => terminal.output().length > before);
      await terminal.waitFor("no row beyond the pane", (lines) =>
        lines.every((line) => line.length <= columns),
      );
    }
    await terminal.waitFor("one clean frame", (lines) => {
      const isWhole =
        /cimon/u.test(lines[0] ?? "") && /q quit +\d+\/\d+$/u.test(lines.at(-1) ?? "");
      return (
        isWhole && countLines(lines, /REPO +BRANCH/u) === 1 && countLines(lines, /q quit/u) === 1
      );
    });
  });

  it.each([
    ["q", 0],
    ["\u0003", 130],
  ])("gives the terminal back on %j, and ends with %i", async (key, code) => {
    const terminal = startTerminal(DEMO, TALL);
    await waitForRows(terminal);
    terminal.press(key);
    expect(await terminal.exited).toBe(code);
    await terminal.waitFor("the first screen", () => !terminal.isAlternate());
    // The cursor is shown again, and nothing of the table is left behind.
    const output = terminal.output();
    expect(output.lastIndexOf("\u001b[?25h")).toBeGreaterThan(output.lastIndexOf("\u001b[?25l"));
    expect(terminal.screen().join("")).not.toContain("acme/");
  });

  it("draws with ASCII characters and without colours when told to", async () => {
    const terminal = startTerminal([...DEMO, "--ascii", "--no-color", "--repo", "acme/a*"]);
    await terminal.waitForText("acme/api");
    expect(countLines(terminal.screen(), /[^ -~…]/u)).toBe(0);
    expect(terminal.output()).not.toMatch(/\u001b\[(?:[\d;]*;)?[349][0-8](?:;[\d;]*)?m/u);
  });
});

const hasTmux = spawnSync("tmux", ["-V"]).status === 0;

describe("the live table in tmux", () => {
  it.skipIf(!hasTmux)("shows rows and leaves the pane as it was (needs tmux)", async () => {
    const socket = `cimon-test-${process.pid}`;
    const tmux = (...args: string[]) =>
      execFileSync("tmux", ["-L", socket, ...args], { encoding: "utf8" });
    onTestFinished(() => void spawnSync("tmux", ["-L", socket, "kill-server"]));
    tmux(
      "-f",
      "/dev/null",
      "new",
      "-d",
      "-s",
      "t",
      "-x",
      "120",
      "-y",
      "30",
      "env -u CI PS1='shell> ' sh",
    );
    const waitFor = async (pattern: RegExp) => {
      for (let tries = 0; tries < 600; tries += 1) {
        const text = tmux("capture-pane", "-p", "-t", "t");
        if (pattern.test(text)) return text;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error(`never saw ${pattern} in:\n${tmux("capture-pane", "-p", "-t", "t")}`);
    };
    await waitFor(/shell>/u);
    tmux("send-keys", "-t", "t", `'${process.execPath}' '${BIN}' demo --speed 4`, "Enter");
    await waitFor(/acme\/\w[\s\S]*q quit/u);
    tmux("resize-window", "-t", "t", "-x", "60", "-y", "12");
    await waitFor(/^ cimon[\s\S]*q quit +\d+\/\d+\n?$/u);
    tmux("resize-window", "-t", "t", "-x", "120", "-y", "30");
    await waitFor(/LAST 10/u);
    tmux("send-keys", "-t", "t", "q");
    const text = await waitFor(/shell> $|shell>\n*$/u);
    expect(text).not.toContain("LAST 10");
  });
});
