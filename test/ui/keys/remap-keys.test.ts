import { describe, expect, it } from "vitest";
import { KEY_ACTIONS } from "../../../src/model/key-actions.ts";
import { findAction, KEY_TABLE } from "../../../src/ui/keys/key-table.ts";
import { findKeyConflicts, isRemappable, remapKeys } from "../../../src/ui/keys/remap-keys.ts";
import { showActionKey } from "../../../src/ui/keys/show-key.ts";
import { composeKeyPage } from "./key-page.ts";

const LISTS = ["table", "run", "log", "help"];

describe("the actions with a name", () => {
  it("are each in the table", () => {
    const actions = new Set(KEY_TABLE.filter(isRemappable).map(({ action }) => action));
    expect([...actions].sort()).toEqual([...KEY_ACTIONS].sort());
  });

  it("are all there are where keys are no letters, but the digits and ctrl-c", () => {
    const fixed = KEY_TABLE.filter(
      (binding) => binding.contexts.some((one) => LISTS.includes(one)) && !isRemappable(binding),
    );
    expect(fixed.map(({ action, keys }) => [action, keys[0]])).toEqual([
      ["view", "1"],
      ["quit", "ctrl-c"],
    ]);
  });

  it("stand in docs/keys.md with their keys", async () => {
    await expect(composeKeyPage(KEY_TABLE)).toMatchFileSnapshot("../../../docs/keys.md");
  });
});

describe("a key of one's own", () => {
  it("takes the place of the built-in ones, wherever they work", () => {
    const table = remapKeys({ rerun: ["ctrl-r"], down: ["n", "down"] });
    for (const context of ["table", "run"] as const) {
      expect(findAction(table, context, "ctrl-r")).toBe("rerun");
      expect(findAction(table, context, "R")).toBeNull();
      expect(findAction(table, context, "n")).toBe("down");
      expect(findAction(table, context, "j")).toBeNull();
      expect(findAction(table, context, "down")).toBe("down");
    }
  });

  it("leaves alone what is typed, and how a question is answered", () => {
    const table = remapKeys({ down: ["n"], back: ["b"], quit: ["Q"] });
    expect(findAction(table, "filter", "n")).toBeNull();
    expect(findAction(table, "filter", "down")).toBe("down");
    expect(findAction(table, "filter", "escape")).toBe("back");
    expect(findAction(table, "confirm", "escape")).toBe("back");
    expect(findAction(table, "confirm", "b")).toBeNull();
    expect(findAction(table, "table", "b")).toBe("back");
    expect(findAction(table, "table", "ctrl-c")).toBe("quit");
  });

  it("is what the help, the footer and the hints show", () => {
    const table = remapKeys({ up: ["e"], down: ["n"], "copy-url": ["Y"], "previous-match": ["M"] });
    const footOf = (action: string) => table.find((one) => one.action === action && one.foot)?.foot;
    expect(footOf("down")?.keys).toEqual(["e", "n"]);
    expect(footOf("next-match")?.keys).toEqual(["n", "M"]);
    expect(showActionKey({ keyTable: table, ascii: false }, "table", "copy-url")).toBe("Y");
    expect(showActionKey({ keyTable: table, ascii: false }, "filter", "copy-url")).toBe("");
  });
});

describe("two actions on one key", () => {
  it("are both named where one of them is built in", () => {
    expect(findKeyConflicts({ rerun: ["r"] })).toEqual([
      {
        action: "rerun",
        message:
          '"r" already means "refresh" (ask the servers now); allowed: a key that is free, or another one for "refresh" too',
      },
    ]);
  });

  it("are told of once where both are a person's own", () => {
    const conflicts = findKeyConflicts({ rerun: ["ctrl-r"], refresh: ["ctrl-r"] });
    expect(conflicts.map(({ action }) => action)).toEqual(["refresh"]);
    expect(conflicts[0]?.message).toContain('"ctrl-r" also means "rerun"');
  });

  it("are no conflict where the other has moved away, or works elsewhere", () => {
    expect(findKeyConflicts({ rerun: ["r"], refresh: ["R"] })).toEqual([]);
    expect(findKeyConflicts({ filter: ["n"] })).toEqual([]);
    expect(findKeyConflicts({})).toEqual([]);
  });

  it("are found among the digits too", () => {
    expect(findKeyConflicts({ help: ["1"] })[0]?.message).toContain('already means "view"');
  });
});
