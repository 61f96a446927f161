import { expect, it } from "vitest";
import { watchDemo } from "../helpers/watch-demo.ts";

const ON = "\u001b[?1000h\u001b[?1006h";
const OFF = "\u001b[?1006l\u001b[?1000l";

it("moves, selects and opens by the mouse; keys typed between arrive, and it is off at the end", async () => {
  const { terminal } = await watchDemo({ config: { mouse: true } });
  const place = (number: number) => new RegExp(` ${number}/\\d+$`, "mu");
  await terminal.waitFor("the mouse on", () => terminal.output().includes(ON));
  terminal.press("\u001b[<65;10;10M");
  await terminal.waitForText(place(4));
  terminal.press("j\u001b[<0;10;5M\u001b[<0;10;5mk");
  await terminal.waitForText(place(2));
  terminal.press("\u001b[<0;10;7");
  terminal.press("M\u001b[<0;10;7m");
  await terminal.waitForText(place(4));
  terminal.press("\u001b[<0;10;7M");
  await terminal.waitFor("the open run", (lines) => /⏎ log/u.test(lines.at(-1) ?? ""));
  terminal.press("q");
  expect(await terminal.exited).toBe(0);
  const output = terminal.output();
  expect(output.lastIndexOf(OFF)).toBeGreaterThan(output.lastIndexOf(ON));
}, 60_000);

it("gives the mouse back when it is ended from outside", async () => {
  const { terminal } = await watchDemo({ config: { mouse: true } });
  await terminal.waitFor("the mouse on", () => terminal.output().includes(ON));
  terminal.kill("SIGTERM");
  expect(await terminal.exited).toBe(130);
  const output = terminal.output();
  expect(output.lastIndexOf(OFF)).toBeGreaterThan(output.lastIndexOf(ON));
  expect(output.lastIndexOf("\u001b[23;0t")).toBeGreaterThan(-1);
  expect(terminal.isAlternate()).toBe(false);
}, 60_000);

it("is left to the terminal where nobody asked for it", async () => {
  const { terminal } = await watchDemo();
  terminal.press("q");
  expect(await terminal.exited).toBe(0);
  expect(terminal.output()).not.toContain("\u001b[?1000h");
}, 60_000);
