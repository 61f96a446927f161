import { describe, expect, it } from "vitest";
import { detectTerminal } from "../../../src/ui/terminal/detect-terminal.ts";
import {
  composeOsc9,
  composeOsc777,
  composeProgressCode,
  composeTitleCode,
  passThroughTmux,
} from "../../../src/ui/terminal/escape-codes.ts";
import { createTerminalModes } from "../../../src/ui/terminal/terminal-modes.ts";

describe("the sequences", () => {
  const HOSTILE = "a\x07b\x1b]0;c\x1b\\;d\n\u202ee";

  it.each([
    ["OSC 9", composeOsc9(HOSTILE, HOSTILE), /^\x1b\]9;[^\p{Cc};]*\x07$/u],
    ["OSC 777", composeOsc777(HOSTILE, HOSTILE), /^\x1b\]777;notify;[^\p{Cc};]*;[^\p{Cc};]*\x07$/u],
    ["OSC 0", composeTitleCode(HOSTILE, false), /^\x1b\]0;\P{Cc}*\x07$/u],
    ["OSC 2", composeTitleCode(HOSTILE, true), /^\x1b\]2;\P{Cc}*\x07$/u],
  ])("%s cannot be ended from within", (_name, code, shape) => {
    expect(code).toMatch(shape);
    expect(code).not.toContain("\u202e");
  });

  it("are cut to what a notification has room for", () => {
    expect(composeOsc9("x", "y".repeat(5_000)).length).toBeLessThan(250);
    expect(composeTitleCode("x".repeat(5_000), false).length).toBeLessThan(100);
  });

  it("pass through tmux with every escape doubled", () => {
    expect(passThroughTmux("\x1b]9;a\x07")).toBe("\x1bPtmux;\x1b\x1b]9;a\x07\x1b\\");
  });

  it.each([
    [0, "\x1b]9;4;1;0\x07"],
    [0.456, "\x1b]9;4;1;46\x07"],
    [7, "\x1b]9;4;1;100\x07"],
    ["busy", "\x1b]9;4;3;0\x07"],
    [null, "\x1b]9;4;0;0\x07"],
  ] as const)("show the progress %j", (progress, expected) => {
    expect(composeProgressCode(progress)).toBe(expected);
  });
});

describe("the terminal", () => {
  it.each([
    [{ TERM: "xterm-256color" }, "both", false],
    [{ TERM_PROGRAM: "iTerm.app", TERM_PROGRAM_VERSION: "3.5.11" }, "osc9", false],
    [{ TERM_PROGRAM: "iTerm.app", TERM_PROGRAM_VERSION: "3.6.6" }, "osc9", true],
    [{ TERM_PROGRAM: "iTerm.app", TERM_PROGRAM_VERSION: "4.0" }, "osc9", true],
    [{ TERM_PROGRAM: "ghostty" }, "osc9", true],
    [{ TERM: "xterm-kitty", KITTY_WINDOW_ID: "1" }, "osc9", false],
    [{ TERM: "foot" }, "osc777", false],
    [{ VTE_VERSION: "7600" }, "osc777", false],
    [{ VTE_VERSION: "8002" }, "osc777", true],
    [{ WT_SESSION: "x" }, "both", true],
    [{ ConEmuANSI: "ON" }, "both", true],
    [{ TMUX: "/tmp/x", WT_SESSION: "x" }, "both", false],
    [{ TMUX: "/tmp/x", TERM_PROGRAM: "tmux", KITTY_WINDOW_ID: "1" }, "osc9", false],
  ])("of %j is told by %s, progress %j", (env, notices, hasProgress) => {
    expect(detectTerminal(env)).toMatchObject({ notices, hasProgress, hasTitle: true });
  });

  it.each(["dumb", "linux"])("%s gets no title, which it would print", (TERM) => {
    expect(detectTerminal({ TERM })).toMatchObject({ hasTitle: false, hasProgress: false });
  });
});

describe("the modes of a terminal", () => {
  function create() {
    const written: string[] = [];
    const modes = createTerminalModes({
      write: (text: string | Uint8Array) => written.push(String(text)) > 0,
    });
    return { written, modes };
  }

  it("are turned on once and turned off once, the last first", () => {
    const { written, modes } = create();
    modes.hold("a", "+a", "-a");
    modes.hold("b", "+b", "-b");
    modes.hold("a", "+a", "-a");
    modes.restore();
    modes.restore();
    expect(written).toEqual(["+a", "+b", "-b", "-a"]);
  });

  it("can be turned off before", () => {
    const { written, modes } = create();
    modes.hold("a", "+a", "-a");
    modes.release("a");
    modes.release("never");
    modes.restore();
    expect(written).toEqual(["+a", "-a"]);
  });

  it("survive a terminal that has gone away", () => {
    const modes = createTerminalModes({
      write() {
        throw new Error("EIO");
      },
    });
    modes.hold("a", "+a", "-a");
    expect(() => modes.restore()).not.toThrow();
  });
});
