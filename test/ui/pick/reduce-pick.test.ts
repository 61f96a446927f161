import { describe, expect, it } from "vitest";
import {
  type PickAction,
  type PickState,
  reducePick,
  startPick,
  takePicked,
} from "../../../src/ui/pick/reduce-pick.ts";
import { readInput } from "../../../src/ui/state/text-input.ts";

const SHOWN = [4, 7, 9];

function act(state: PickState, ...actions: readonly PickAction[]): PickState {
  return actions.reduce((at, action) => reducePick(at, action, SHOWN), state);
}

describe("a list to choose from", () => {
  it("takes the entry in that the cursor is at, and out again", () => {
    const one = act(startPick([]), { type: "move", by: 1 }, { type: "toggle" });
    expect(takePicked(one, SHOWN)).toEqual([7]);
    expect(act(one, { type: "toggle" }).chosen.size).toBe(0);
  });

  it("keeps the cursor within what is shown", () => {
    const end = act(startPick([]), { type: "move", by: 10 });
    expect(end.cursor).toBe(2);
    expect(act(end, { type: "move", by: -10 }).cursor).toBe(0);
    expect(reducePick(end, { type: "move", by: 1 }, []).cursor).toBe(0);
  });

  it("takes all in that are shown, and out once all are in; others stay", () => {
    const all = act(startPick([1]), { type: "toggle-shown" });
    expect(takePicked(all, SHOWN)).toEqual([1, 4, 7, 9]);
    expect(takePicked(act(all, { type: "toggle-shown" }), SHOWN)).toEqual([1]);
  });

  it("goes back to the first match with every letter", () => {
    const typed = act(startPick([]), { type: "move", by: 2 }, { type: "type", text: "ap" });
    expect([readInput(typed.input), typed.cursor]).toEqual(["ap", 0]);
    const erased = act(typed, { type: "edit", edit: "erase" });
    expect(readInput(erased.input)).toBe("a");
  });

  it("takes what the cursor is at where nothing is chosen, and nothing where nothing matches", () => {
    expect(takePicked(startPick([]), SHOWN)).toEqual([4]);
    expect(takePicked(startPick([]), [])).toEqual([]);
  });
});
