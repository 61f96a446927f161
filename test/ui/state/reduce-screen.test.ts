import { describe, expect, it } from "vitest";
import type { KeyAction } from "../../../src/ui/keys/key-binding.ts";
import { reduceScreen } from "../../../src/ui/state/reduce-screen.ts";
import { countRepositories } from "../../../src/ui/state/repositories.ts";
import { createScreenState, type ScreenState } from "../../../src/ui/state/screen-state.ts";
import { readInput } from "../../../src/ui/state/text-input.ts";
import { makePipeline } from "../make-pipeline.ts";

const ROWS = ["a", "b", "c", "d", "e", "f"].map((repo) => makePipeline({ repo }));
const REPOSITORIES = countRepositories(ROWS);
const WORLD = {
  repositories: REPOSITORIES,
  found: REPOSITORIES,
  helpOverflow: 3,
  canOpen: false,
  canMark: true,
};

function start(rows = ROWS, page = 4): ScreenState {
  return reduceScreen(createScreenState("", null), { type: "rows", rows, page });
}

function press(state: ScreenState, ...actions: KeyAction[]): ScreenState {
  return actions.reduce(
    (before, action) => reduceScreen(before, { type: "key", action, world: WORLD }),
    state,
  );
}

function type(state: ScreenState, text: string): ScreenState {
  return reduceScreen(state, { type: "text", text });
}

const selectedRepo = (state: ScreenState) =>
  state.rows.find(({ key }) => key === state.selected)?.repo ?? null;

describe("moving", () => {
  it.each<[KeyAction[], string | null, number]>([
    [[], null, 0],
    [["down"], "b", 0],
    [["down", "up"], "a", 0],
    [["up"], "a", 0],
    [["bottom"], "f", 2],
    [["bottom", "down"], "f", 2],
    [["page-down"], "e", 1],
    [["half-page-down"], "c", 0],
    [["bottom", "half-page-up"], "d", 2],
    [["bottom", "page-up"], "b", 1],
    [["bottom", "top"], null, 0],
  ])("%j leads to row %s, the window at %d", (actions, repo, offset) => {
    const state = press(start(), ...actions);
    expect(selectedRepo(state)).toBe(repo);
    expect(state.offset).toBe(offset);
  });

  it("does nothing without rows", () => {
    expect(press(start([]), "down", "bottom").selected).toBeNull();
  });
});

describe("when the rows change", () => {
  const chosen = press(start(), "down", "down", "down");

  it("the selection goes with its row, and the window with the selection", () => {
    const rows = [...ROWS.slice(0, 3), ...ROWS.slice(4), ...ROWS.slice(3, 4)];
    const state = reduceScreen(chosen, { type: "rows", rows, page: 4 });
    expect(selectedRepo(state)).toBe("d");
    expect(state.offset).toBe(2);
  });

  it.each([
    ["the next row", ["d"], "e"],
    ["the nearest one before", ["d", "e", "f"], "c"],
    ["the nearest of all", ["c", "d", "e"], "f"],
  ])("a row that vanished leaves the selection to %s", (_, gone, expected) => {
    const rows = ROWS.filter(({ repo }) => !gone.includes(repo));
    expect(selectedRepo(reduceScreen(chosen, { type: "rows", rows, page: 4 }))).toBe(expected);
  });

  it("the top of the table stays selected until a row is chosen", () => {
    const state = reduceScreen(start(), { type: "rows", rows: ROWS.toReversed(), page: 4 });
    expect(state.selected).toBeNull();
  });

  it("no row at all leaves nothing selected", () => {
    expect(reduceScreen(chosen, { type: "rows", rows: [], page: 4 }).selected).toBeNull();
  });

  it("a smaller window still shows the selected row", () => {
    expect(reduceScreen(chosen, { type: "rows", rows: ROWS, page: 1 }).offset).toBe(3);
  });
});

describe("narrowing", () => {
  it("takes a filter as it is typed and gives it back on esc", () => {
    const typed = type(press(start(), "filter"), "web");
    expect(typed.narrowing.filter).toBe("web");
    expect(press(typed, "back")).toMatchObject({ mode: "table", narrowing: { filter: "" } });
    expect(press(typed, "accept")).toMatchObject({ mode: "table", narrowing: { filter: "web" } });
  });

  it("goes on from the filter there was", () => {
    const again = press(type(press(start(), "filter"), "web"), "accept", "filter");
    expect(readInput(again.input)).toBe("web");
    expect(press(again, "erase-line", "back").narrowing.filter).toBe("web");
  });

  it("widens step by step: filter, repository, failing, view", () => {
    const typed = press(
      type(press(start(), "filter"), "x"),
      "accept",
      "next-repo",
      "toggle-failing",
    );
    let state = reduceScreen(typed, { type: "view", index: 1 });
    const steps: unknown[] = [];
    for (let count = 0; count < 5; count += 1) {
      state = press(state, "back");
      const { filter, repo, failing, view } = state.narrowing;
      steps.push([filter, repo?.repo ?? null, failing, view]);
    }
    expect(steps).toEqual([
      ["", "a", true, 1],
      ["", null, true, 1],
      ["", null, false, 1],
      ["", null, false, null],
      ["", null, false, null],
    ]);
    expect(press(typed, "show-all").narrowing).toEqual(start().narrowing);
  });

  it("steps through the repositories and past the ends to all of them", () => {
    const repoOf = (state: ScreenState) => state.narrowing.repo?.repo ?? null;
    expect(repoOf(press(start(), "next-repo"))).toBe("a");
    expect(repoOf(press(start(), "next-repo", "next-repo"))).toBe("b");
    expect(repoOf(press(start(), "previous-repo"))).toBe("f");
    expect(repoOf(press(start(), "previous-repo", "next-repo"))).toBeNull();
  });

  it("turns a view off by its own key", () => {
    const view = (state: ScreenState) => reduceScreen(state, { type: "view", index: 0 });
    expect(view(start()).narrowing.view).toBe(0);
    expect(view(view(start())).narrowing.view).toBeNull();
  });
});

describe("the list of repositories", () => {
  it("stands on all of them first, on the best match once something is typed", () => {
    const open = press(start(), "pick-repo");
    expect(open.picked).toBe(0);
    expect(type(open, "b").picked).toBe(1);
    expect(press(type(open, "b"), "erase").picked).toBe(0);
  });

  it("chooses one, or all, or leaves things as they are", () => {
    const open = press(start(), "pick-repo");
    const chosen = press(open, "down", "down", "accept");
    expect(chosen.narrowing.repo).toEqual({ source: "gh", repo: "b" });
    expect(press(chosen, "pick-repo", "accept").narrowing.repo).toBeNull();
    expect(press(chosen, "pick-repo", "down", "back").narrowing.repo?.repo).toBe("b");
  });

  it("keeps what was chosen where nothing answers the query", () => {
    const open = type(press(start(), "next-repo", "pick-repo"), "zzz");
    const world = { ...WORLD, found: [] };
    const state = reduceScreen(open, { type: "key", action: "accept", world });
    expect(state.narrowing.repo?.repo).toBe("a");
  });
});

it("sorts by one column after the other, each forward first, and says so", () => {
  const reversed = press(start(), "sort", "reverse");
  expect(reversed.sort).toEqual({ column: "when", reversed: true });
  expect(reversed.notice).toBe("sorted by when, reversed");
  expect(press(reversed, "sort").sort).toEqual({ column: "repo", reversed: false });
  expect(press(start(), "sort", "sort", "sort", "sort", "sort", "sort").sort.column).toBe(
    "urgency",
  );
});

it("scrolls the help only as far as it goes", () => {
  const help = press(start(), "help");
  expect(press(help, "down", "down").helpOffset).toBe(2);
  expect(press(help, "bottom").helpOffset).toBe(3);
  expect(press(help, "bottom", "top").helpOffset).toBe(0);
  expect(press(help, "help").mode).toBe("table");
});

it("forgets a notice at the next key", () => {
  const noticed = reduceScreen(start(), { type: "notice", text: "copied" });
  expect(noticed.notice).toBe("copied");
  expect(press(noticed, "down").notice).toBeNull();
});

it("keeps to the row that was opened, also where it stood at the top by chance", () => {
  const opened = reduceScreen(start(), {
    type: "key",
    action: "open",
    world: { ...WORLD, canOpen: true, canMark: true },
  });
  const first = ROWS[0];
  const rows = [...ROWS.slice(1), ...(first ? [first] : [])];
  expect(selectedRepo(reduceScreen(opened, { type: "rows", rows, page: 4 }))).toBe("a");
});
