import { expect, it } from "vitest";
import { startTerminal } from "../helpers/terminal.ts";

const DEMO = ["demo", "--seed", "1", "--speed", "8"];
const SIZE = { columns: 120, rows: 60 };

it.each([
  ["the option", [...DEMO, "--screen-reader"], {}, "q", 0],
  ["Ink's variable", DEMO, { INK_SCREEN_READER: "true" }, "\u0003", 130],
])(
  "says changes as plain lines on the normal screen, by %s",
  async (_by, args, env, key, code) => {
    const terminal = startTerminal(args, { ...SIZE, env });
    await terminal.waitForText(/q quits/u);
    await terminal.waitForText(/\d+ failing, .*\d+ passing\./u, 30_000);
    const isChange = (line: string) => /^\S+ \S+ .*(?:passed|failed|runs|cancelled)/u.test(line);
    const countChanges = () => terminal.screen().filter(isChange).length;
    const before = countChanges();
    await terminal.waitFor("a change", () => countChanges() > before, 30_000);
    const asked = terminal.output().split("passing.").length;
    terminal.press("s");
    await terminal.waitFor(
      "how things stand",
      () => terminal.output().split("passing.").length > asked,
    );
    terminal.press(key);
    expect(await terminal.exited).toBe(code);
    expect(terminal.isAlternate()).toBe(false);
    expect(terminal.output()).not.toContain("\u001b");
  },
  90_000,
);
