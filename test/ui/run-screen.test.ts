import { Console } from "node:console";
import { EventEmitter } from "node:events";
import { expect, it, vi } from "vitest";
import type { SnapshotFeed } from "../../src/model/snapshot.ts";
import { type RunScreenOptions, runScreen } from "../../src/ui/run-screen.tsx";
import { makeSnapshot, NOW } from "./make-pipeline.ts";

/** A loaded machine takes its time. */
const PATIENCE = { timeout: 10_000 };

// The test runner's console lacks what Ink needs of Node's own to keep stray prints off the screen.
Object.assign(globalThis.console, { Console });

const ENTER_SCREEN = "\x1b[?1049h";
const LEAVE_SCREEN = "\x1b[?1049l";
const SHOW_CURSOR = "\x1b[?25h";

/** A terminal of 100 × 20 that remembers what was written and whether it is in raw mode. */
function createTerminal() {
  const written: string[] = [];
  const raw: boolean[] = [];
  const keys: string[] = [];
  const stdout = Object.assign(new EventEmitter(), {
    isTTY: true,
    columns: 100,
    rows: 20,
    writable: true,
    write(text: string, ...rest: unknown[]) {
      written.push(text);
      for (const done of rest) if (typeof done === "function") setImmediate(() => done());
      return true;
    },
  });
  const stdin = Object.assign(new EventEmitter(), {
    isTTY: true,
    setRawMode: (mode: boolean) => void raw.push(mode),
    setEncoding() {},
    ref() {},
    unref() {},
    read: () => keys.shift() ?? null,
  });
  return {
    raw,
    stdout: stdout as unknown as NodeJS.WriteStream,
    stdin: stdin as unknown as NodeJS.ReadStream,
    output: () => written.join(""),
    press(key: string) {
      keys.push(key);
      stdin.emit("readable");
    },
  };
}

function createFeed(): SnapshotFeed {
  const snapshot = makeSnapshot();
  return { getSnapshot: () => snapshot, subscribe: () => () => {}, refresh() {}, show() {} };
}

function start(options: Partial<RunScreenOptions> = {}) {
  const terminal = createTerminal();
  const ended = runScreen({
    feed: createFeed(),
    settings: { ascii: false, colour: 0, theme: "dark", views: [] },
    now: () => NOW,
    stdin: terminal.stdin,
    stdout: terminal.stdout,
    openUrl: async () => {},
    ...options,
  });
  ended.catch(() => {});
  return { ...terminal, ended };
}

function expectRestored({ output, raw }: ReturnType<typeof start>): void {
  const text = output();
  expect(text.lastIndexOf(LEAVE_SCREEN)).toBeGreaterThan(text.indexOf(ENTER_SCREEN));
  expect(text.lastIndexOf(SHOW_CURSOR)).toBeGreaterThan(text.lastIndexOf("acme/api"));
  expect(raw.at(-1)).toBe(false);
}

it.each([
  ["q", "quit"],
  ["\x03", "interrupted"],
])("the key %j ends it as %s, the terminal as it was", async (key, ending) => {
  const screen = start();
  await vi.waitFor(() => expect(screen.output()).toContain("acme/api"), PATIENCE);
  await vi.waitFor(() => expect(screen.raw).toEqual([true]), PATIENCE);
  screen.press(key);
  expect(await screen.ended).toBe(ending);
  expectRestored(screen);
});

it("a signal ends it from outside", async () => {
  const abort = new AbortController();
  const screen = start({ signal: abort.signal });
  await vi.waitFor(() => expect(screen.raw).toEqual([true]), PATIENCE);
  abort.abort();
  expect(await screen.ended).toBe("interrupted");
  expectRestored(screen);
});

it("draws nothing where the signal came first", async () => {
  const screen = start({ signal: AbortSignal.abort() });
  expect(await screen.ended).toBe("interrupted");
  expect(screen.output()).toBe("");
});

it("rejects with what broke the drawing, the terminal as it was", async () => {
  const broken = { ...createFeed(), getSnapshot: () => null as never };
  const screen = start({ feed: broken });
  await expect(screen.ended).rejects.toThrow(/null/u);
  expect(screen.output()).toContain(LEAVE_SCREEN);
});

it("writes only the cells that change when one key is pressed", async () => {
  const screen = start();
  await vi.waitFor(() => expect(screen.raw).toEqual([true]), PATIENCE);
  await vi.waitFor(() => expect(screen.output()).toContain("1/3"), PATIENCE);
  const before = screen.output().length;
  screen.press("j");
  await vi.waitFor(() => expect(screen.output().slice(before)).toMatch(/▌.*2/u), PATIENCE);
  expect(screen.output().length - before).toBeLessThan(200);
  screen.press("q");
  await screen.ended;
});

it("gives mouse and title back where the process ends on the spot", async () => {
  const before = new Set(process.listeners("exit"));
  const screen = start({
    settings: { ascii: false, colour: 0, theme: "dark", views: [], mouse: true },
    signals: { rules: [], tellDesktop: () => {}, hasTitle: true },
    env: { TERM: "xterm" },
  });
  await vi.waitFor(() => expect(screen.output()).toContain("cimon\x07"), PATIENCE);
  await vi.waitFor(() => expect(screen.output()).toContain("\x1b[?1000h\x1b[?1006h"), PATIENCE);
  expect(screen.output()).not.toContain("\x1b[?1000l");
  const own = process.listeners("exit").filter((listener) => !before.has(listener));
  for (const listener of own) listener(1);
  expect(screen.output()).toContain("\x1b[?1006l\x1b[?1000l");
  expect(screen.output()).toContain("\x1b]0;\x07\x1b[23;0t");
  screen.press("q");
  await screen.ended;
  expect(process.listeners("exit").filter((listener) => own.includes(listener))).toEqual([]);
});
