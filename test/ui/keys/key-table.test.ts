import { describe, expect, it } from "vitest";
import type { KeyContext } from "../../../src/ui/keys/key-binding.ts";
import { findAction, KEY_TABLE } from "../../../src/ui/keys/key-table.ts";
import { showKeys } from "../../../src/ui/keys/show-key.ts";

const CONTEXTS: readonly KeyContext[] = [
  "table",
  "filter",
  "picker",
  "help",
  "run",
  "log",
  "search",
  "confirm",
];

describe.each(CONTEXTS)("in the context %s", (context) => {
  it("no key means two things", () => {
    const keys = KEY_TABLE.filter(({ contexts }) => contexts.includes(context)).flatMap(
      (binding) => binding.keys,
    );
    expect(keys.length).toBeGreaterThan(4);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("ctrl-c quits", () => {
    expect(findAction(KEY_TABLE, context, "ctrl-c")).toBe("quit");
  });
});

it("letters are text while something is typed", () => {
  expect(findAction(KEY_TABLE, "filter", "q")).toBeNull();
  expect(findAction(KEY_TABLE, "table", "q")).toBe("quit");
});

it.each([
  [["up", "down"], false, "↑↓"],
  [["up", "down"], true, "up down"],
  [["j", "down"], false, "j ↓"],
  [["1", "2", "3", "4"], false, "1…4"],
  [["1", "2", "3", "4"], true, "1..4"],
  [["n", "j", "down", "ctrl-n"], false, "n j ↓ ctrl-n"],
])("%j is shown as %s %j", (keys, ascii, expected) => {
  expect(showKeys(keys, ascii)).toBe(expected);
});

it("shows every key in ASCII where that is asked for", () => {
  for (const { keys } of KEY_TABLE) expect(showKeys(keys, true)).toMatch(/^[\x20-\x7e]+$/u);
});
