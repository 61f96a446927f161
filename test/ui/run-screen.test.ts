import { Console } from "node:console";
import { EventEmitter } from "node:events";
import { expect, it, vi } from "vitest";
import type { Pipeline } from "../../src/model/pipeline.ts";
import type { SnapshotFeed } from "../../src/model/snapshot.ts";
import { runScreen } from "../../src/ui/run-screen.ts";
import type { RunScreenOptions } from "../../src/ui/screen-options.ts";
import { makeSnapshot, NOW } from "./make-pipeline.ts";

/** A loaded machine takes its time. */
const PATIENCE = { timeout: 10_000 };

// The test runner's console lacks what Ink needs of Node's own to keep stray prints off the screen.
Object.assign(globalThis.console, { Console });

/** Raw for the first frame, and again by what takes the keys. */
const LIVE = [true, true];

const ENTER_SCREEN = "\x1b[?1049h";
const LEAVE_SCREEN = "\x1b[?1049l";
const SHOW_CURSOR = "\x1b[?25h";

/** A terminal of 100 × 20 that remembers what was written and whether it is in raw mode. */
function createTerminal() {
  const written: string[] = [];
  const raw: boolean[] = [];
  const modes: (readonly boolean[])[] = [];
  const keys: string[] = [];
  const stdout = Object.assign(new EventEmitter(), {
    isTTY: true,
    columns: 100,
    rows: 20,
    writable: true,
    write(text: string, ...rest: unknown[]) {
      written.push(text);
      modes.push([...raw]);
      for (const done of rest) if (typeof done === "function") setImmediate(() => done());
      return true;
    },
  });
  const stdin = Object.assign(new EventEmitter(), {
    isTTY: true,
    isRaw: false,
    setRawMode(mode: boolean) {
      raw.push(mode);
      stdin.isRaw = mode;
    },
    setEncoding() {},
    ref() {},
    unref() {},
    read: () => keys.shift() ?? null,
  });
  // What is typed before anybody listens waits.
  stdin.on("newListener", (event) => {
    if (event === "readable" && keys.length > 0) setImmediate(() => stdin.emit("readable"));
  });
  return {
    raw,
    stdout: stdout as unknown as NodeJS.WriteStream,
    stdin: stdin as unknown as NodeJS.ReadStream,
    output: () => written.join(""),
    /** The raw modes there had been when a text was first written. */
    rawBefore: (text: string) => modes[written.findIndex((one) => one.includes(text))],
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

function start(options: Partial<RunScreenOptions> = {}, terminal = createTerminal()) {
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
  screen.press(key);
  expect(await screen.ended).toBe(ending);
  expectRestored(screen);
});

it("a signal ends it from outside", async () => {
  const abort = new AbortController();
  const screen = start({ signal: abort.signal });
  await vi.waitFor(() => expect(screen.raw).toEqual(LIVE), PATIENCE);
  abort.abort();
  expect(await screen.ended).toBe("interrupted");
  expectRestored(screen);
});

it("draws nothing where the signal came first", async () => {
  const screen = start({ signal: AbortSignal.abort() });
  expect(await screen.ended).toBe("interrupted");
  expect(screen.output()).toBe("");
});

it.each([
  ["the first frame", 0],
  ["a later one", 1],
])("rejects with what broke the drawing of %s, the terminal as it was", async (_frame, good) => {
  let asked = 0;
  const getSnapshot = () => (asked++ < good ? makeSnapshot() : (null as never));
  const screen = start({ feed: { ...createFeed(), getSnapshot } });
  await expect(screen.ended).rejects.toThrow(/null/u);
  const text = screen.output();
  expect(text.split(LEAVE_SCREEN)).toHaveLength(text.split(ENTER_SCREEN).length);
  expect(screen.raw.at(-1)).toBe(false);
});

it("paints what is known before it asks, and enters the screen once", async () => {
  const terminal = createTerminal();
  let painted = "";
  const onFirstFrame = () => {
    painted = terminal.output();
  };
  const screen = start({ onFirstFrame }, terminal);
  await vi.waitFor(() => expect(screen.raw).toEqual(LIVE), PATIENCE);
  expect(painted).toContain("acme/api");
  screen.press("q");
  await screen.ended;
  expect(screen.output().split(ENTER_SCREEN)).toHaveLength(2);
  expect(screen.output().split(LEAVE_SCREEN)).toHaveLength(2);
});

it("paints rows that come at once before it hears keys", async () => {
  let snapshot = { ...makeSnapshot(), pipelines: [] as readonly Pipeline[] };
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const terminal = createTerminal();
  const onFirstFrame = () => {
    expect(terminal.rawBefore("acme/api")).toBeUndefined();
    setImmediate(() => {
      snapshot = makeSnapshot();
      for (const listener of listeners) listener();
    });
  };
  const feed = { ...createFeed(), getSnapshot: () => snapshot, subscribe };
  const screen = start({ feed, onFirstFrame }, terminal);
  await vi.waitFor(() => expect(screen.rawBefore("acme/api")).toEqual([true]), PATIENCE);
  screen.press("q");
  expect(await screen.ended).toBe("quit");
});

it("writes only the cells that change when one key is pressed", async () => {
  const screen = start();
  await vi.waitFor(() => expect(screen.raw).toEqual(LIVE), PATIENCE);
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
