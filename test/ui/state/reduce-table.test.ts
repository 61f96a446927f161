import { describe, expect, it } from "vitest";
import type { Pipeline } from "../../../src/model/pipeline.ts";
import type { KeyAction } from "../../../src/ui/keys/key-binding.ts";
import { reduceScreen } from "../../../src/ui/state/reduce-screen.ts";
import { createScreenState, type ScreenState } from "../../../src/ui/state/screen-state.ts";
import { findPlace, findRow } from "../../../src/ui/state/selection.ts";
import { arrangeRows, isGroupLine } from "../../../src/ui/state/table-lines.ts";
import { makePipeline } from "../make-pipeline.ts";

const ROWS = ["a", "a", "a", "b", "b", "c"].map((repo, index) =>
  makePipeline({ repo, branch: String(index) }),
);
const WORLD = {
  repositories: [],
  found: [],
  helpOverflow: 0,
  canOpen: true,
  canMark: true,
};

/** As the screen does it: whatever a key changed, the rows are arranged and drawn anew. */
function draw(state: ScreenState, rows: readonly Pipeline[] = ROWS, page = 4): ScreenState {
  return reduceScreen(state, { type: "rows", page, ...arrangeRows(rows, state.arrangement) });
}

function press(state: ScreenState, ...actions: KeyAction[]): ScreenState {
  return actions.reduce(
    (before, action) => draw(reduceScreen(before, { type: "key", action, world: WORLD })),
    state,
  );
}

const start = () => draw(createScreenState("", null));
const show = ({ lines, selected }: ScreenState) =>
  lines.map((line) => {
    const text = isGroupLine(line) ? `${line.folded ? "+" : "-"}${line.group.title}` : line.branch;
    return line.key === selected ? `>${text}` : text;
  });

describe("grouping", () => {
  it("goes from one kind to the next and back to none, saying so", () => {
    const seen = ["group", "group", "group", "group", "group"] as const;
    let state = start();
    const notices = seen.map((action) => {
      state = press(state, action);
      return state.notice;
    });
    expect(notices).toEqual([
      "grouped by repository",
      "grouped by status",
      "grouped by provider",
      "grouped by commit",
      "not grouped",
    ]);
    expect(state.lines).toBe(state.rows);
  });

  it("puts a header above each group, and moves over headers as over rows", () => {
    const grouped = press(start(), "group");
    expect(show(grouped)).toEqual(["-a", "0", "1", "2", "-b", "3", "4", "-c", "5"]);
    expect(show(press(grouped, "down"))).toContain(">0");
    const header = press(grouped, "down", "down", "down", "down");
    expect(show(header)).toContain(">-b");
    expect(findRow(header)).toBeUndefined();
    expect(findPlace(header.rows, header.lines, header.selected)).toBe(4);
  });

  it("keeps the selected row selected and in sight", () => {
    const chosen = press(start(), "bottom");
    const grouped = press(chosen, "group");
    expect(findRow(grouped)?.branch).toBe("5");
    expect(grouped.offset).toBe(5);
    expect(findRow(press(grouped, "group", "group", "group", "group"))?.branch).toBe("5");
  });

  it("folds the group of a row to its header, and opens it again", () => {
    const inside = press(start(), "group", "down", "down");
    const folded = press(inside, "collapse");
    expect(show(folded)).toEqual([">+a", "-b", "3", "4", "-c", "5"]);
    expect(folded.rows).toHaveLength(6);
    expect(press(folded, "collapse").lines).toHaveLength(6);
    expect(show(press(folded, "expand"))[0]).toBe(">-a");
    expect(show(press(folded, "open"))[0]).toBe(">-a");
    expect(press(folded, "open").mode).toBe("table");
  });

  it("folds all groups at once and opens them again, the selection staying in its own", () => {
    const inside = press(start(), "group", "down", "down", "down", "down", "down");
    const folded = press(inside, "fold-all");
    expect(show(folded)).toEqual(["+a", ">+b", "+c"]);
    expect(show(press(folded, "expand"))).toEqual(["+a", ">-b", "3", "4", "+c"]);
    expect(press(folded, "fold-all").lines).toHaveLength(9);
  });

  it("folds nothing where nothing is grouped", () => {
    expect(press(start(), "down", "collapse").lines).toHaveLength(6);
    expect(press(start(), "fold-all").notice).toBe("nothing is grouped");
  });

  it("opens a row that is selected, and no header", () => {
    expect(press(start(), "group", "down", "open").mode).toBe("run");
    expect(press(start(), "group", "open").mode).toBe("table");
  });

  it("selects a neighbour when the selected row is gone with its group", () => {
    const chosen = press(start(), "group", "bottom");
    const left = draw(chosen, ROWS.slice(0, 5));
    expect(findRow(left)?.branch).toBe("4");
  });
});

describe("pins", () => {
  it("stand first in any order, and the selection goes with its row", () => {
    const pinned = press(start(), "down", "down", "pin");
    expect(show(pinned)).toEqual([">2", "0", "1", "3", "4", "5"]);
    expect(pinned.notice).toBe("a CI is pinned to the top");
    expect(show(draw(pinned, ROWS.toReversed()))).toEqual([">2", "5", "4", "3", "1", "0"]);
    expect(show(press(pinned, "pin"))).toEqual(["0", "1", ">2", "3", "4", "5"]);
  });

  it("are a group of their own where rows are grouped", () => {
    const pinned = press(start(), "bottom", "pin", "group");
    expect(show(pinned)).toEqual(["-pinned", ">5", "-a", "0", "1", "2", "-b", "3", "4"]);
  });
});

describe("what was not looked at", () => {
  const news = (state: ScreenState, ...places: number[]) =>
    reduceScreen(state, {
      type: "snapshot",
      pipelines: ROWS,
      news: places.flatMap((place) => ROWS[place] ?? []),
    });
  const unseen = ({ attention }: ScreenState) =>
    ROWS.filter(({ key }) => attention.unseen.has(key)).map(({ branch }) => branch);

  it("stays so until the selection passes over it", () => {
    const state = news(start(), 1, 3, 5);
    expect(unseen(state)).toEqual(["1", "3", "5"]);
    expect(unseen(press(state, "down"))).toEqual(["3", "5"]);
    expect(unseen(press(state, "page-down"))).toEqual(["5"]);
    expect(unseen(press(state, "bottom"))).toEqual([]);
    expect(unseen(press(state, "bottom", "top"))).toEqual([]);
  });

  it("has been seen once its run is open", () => {
    expect(unseen(press(news(start(), 0, 1), "open"))).toEqual(["1"]);
  });

  it("is not passed over while its group is folded", () => {
    const folded = press(start(), "group", "fold-all");
    expect(unseen(press(news(folded, 3), "bottom"))).toEqual(["3"]);
  });

  it("is nothing in a muted row", () => {
    const muted = press(start(), "down", "mute");
    expect(muted.notice).toBe("a CI is muted until it passes");
    expect(unseen(news(muted, 1, 2))).toEqual(["2"]);
    expect(unseen(press(news(start(), 0), "mute"))).toEqual([]);
    expect(press(muted, "mute").notice).toBe("a CI is muted no longer");
  });
});

describe("marking", () => {
  it("takes the whole of a group at its header, folded or not, and goes on to the next line", () => {
    const grouped = press(start(), "group", "mark");
    expect([...grouped.marked]).toEqual(ROWS.slice(0, 3).map(({ key }) => key));
    expect(show(grouped)).toContain(">0");
    expect(press(grouped, "top", "mark").marked.size).toBe(0);
    const folded = press(grouped, "fold-all");
    expect(folded.marked.size).toBe(3);
  });

  it("adds the rest of a group of which one is marked", () => {
    const one = press(start(), "group", "down", "mark", "top");
    expect(one.marked.size).toBe(1);
    expect(press(one, "mark").marked.size).toBe(3);
  });
});
