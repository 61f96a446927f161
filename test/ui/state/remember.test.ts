import { describe, expect, it } from "vitest";
import { NO_MEMORY } from "../../../src/model/screen-memory.ts";
import { recallState, toMemory } from "../../../src/ui/state/remember.ts";

const VIEWS = [
  { name: "Mine", filter: "actor:@me" },
  { name: "Night", filter: "repo:nightly" },
];
const NOTHING_ASKED = { filter: "", repo: null };

const MEMORY = {
  ...NO_MEMORY,
  narrowing: { filter: "web", view: "Night", repo: { source: "gh", repo: "a" }, failing: true },
  sort: { column: "repo", reversed: true },
  grouping: "commit",
  pinned: ["x"],
  muted: [["y", "7 1"]],
  unseen: ["z"],
} as const;

describe("a screen that starts again", () => {
  it("is as it was left", () => {
    const state = recallState(MEMORY, VIEWS, NOTHING_ASKED);
    expect(state.narrowing).toEqual({ ...MEMORY.narrowing, view: 1 });
    expect(toMemory(state, VIEWS)).toEqual(MEMORY);
  });

  it("finds its view by name, and forgets one that is gone", () => {
    expect(recallState(MEMORY, VIEWS.toReversed(), NOTHING_ASKED).narrowing.view).toBe(0);
    expect(recallState(MEMORY, [], NOTHING_ASKED).narrowing.view).toBeNull();
  });

  it("shows what the command line asks for, and hides nothing of it", () => {
    const state = recallState(MEMORY, VIEWS, { filter: "status:failed", repo: null });
    expect(state.narrowing).toEqual({
      filter: "status:failed",
      view: null,
      repo: null,
      failing: false,
    });
    expect(state.sort).toEqual(MEMORY.sort);
  });

  it("is new where nothing is remembered", () => {
    expect(toMemory(recallState(null, VIEWS, NOTHING_ASKED), VIEWS)).toEqual(NO_MEMORY);
  });
});
