import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { createRandom } from "../../src/demo/world/random.ts";
import { makeFolder } from "../helpers/run-cimon.ts";
import { startTerminal } from "../helpers/terminal.ts";

const KEYS_IN_ALL = 10_000;
const MOST_AT_ONCE = 40;

/** Letters and what a terminal sends for special keys; all but what ends the program: q and ctrl-c. */
const KEYS = [
  ..."abcdefghijklmnoprstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ/!?[]-:@* é語🚀",
  ..."jjjkkkllhh\r\r\r\r\t\x7f\x01\x04\x05\x06\x08\x0b\x0e\x10\x13\x15\x17",
  "\x1b[A",
  "\x1b[B",
  "\x1b[C",
  "\x1b[D",
  "\x1b[5~",
  "\x1b[6~",
  "\x1b[H",
  "\x1b[F",
  "\x1b[3~",
  "\x1b[200~pasted\ntwice\x1b[201~",
  "\x1b[<64;10;10M",
  "\x1b[I",
  "\x1b[O",
];

const SIZES = [
  [160, 40],
  [120, 30],
  [100, 24],
  [60, 12],
  [40, 6],
  [40, 4],
  [30, 3],
  [1, 1],
  [220, 60],
] as const;

it("bears any keys at any size", async () => {
  const random = createRandom("random keys", 1);
  const folder = makeFolder();
  const terminal = startTerminal(["demo", "--seed", "3", "--speed", "20"], {
    columns: 120,
    rows: 30,
    cwd: folder,
    // No browser, no pager and no notification leaves the test.
    env: { HOME: folder, XDG_CACHE_HOME: folder, PATH: "", PAGER: "true", TMUX: "" },
  });
  await terminal.waitForText("acme/");
  let isFull = true;
  for (let sent = 0; sent < KEYS_IN_ALL; ) {
    if (random.chance(0.1)) {
      const [columns, rows] = random.pick(SIZES);
      terminal.resize(columns, rows);
      isFull = columns >= 40 && rows >= 4;
    }
    const count = Math.min(random.whole(1, MOST_AT_ONCE), KEYS_IN_ALL - sent);
    // An esc on its own: before other keys it would be the beginning of one.
    const keys = random.chance(0.15)
      ? "\x1b"
      : Array.from({ length: count }, () => random.pick(KEYS)).join("");
    terminal.press(keys);
    sent += count;
    await terminal.waitForQuiet();
    // A frame higher than the pane would have pushed its first line out.
    if (isFull)
      await terminal.waitFor(`the first line after ${JSON.stringify(keys)}`, ([first = ""]) =>
        /^ cimon/u.test(first),
      );
  }
  terminal.resize(160, 40);
  for (let closed = 0; closed < 12; closed += 1) {
    terminal.press("\x1b");
    await terminal.waitForQuiet();
  }
  // Whatever the rows are sorted by: the sign of it stands among the titles.
  await terminal.waitForText(/REPO.* WHEN/u);
  terminal.press("q");
  expect(await terminal.exited).toBe(0);
  expect(terminal.isAlternate()).toBe(false);
  expect(terminal.output()).not.toMatch(/\n\s+at .*\.js:\d+/u);
  expect(readdirSync(folder).length).toBeLessThan(50);
}, 240_000);
