import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GROUPINGS } from "../../src/model/group.ts";
import { pipelineKey } from "../../src/model/pipeline.ts";
import { mergeMemories, NO_MEMORY, type ScreenMemory } from "../../src/model/screen-memory.ts";
import { SORT_COLUMNS } from "../../src/model/sort.ts";
import { decodeMemory, encodeMemory } from "../../src/store/memory-format.ts";

const KEY = pipelineKey({ source: "gh", repo: "acme/api", branch: "main", workflow: "CI" });

const FULL: ScreenMemory = {
  narrowing: {
    filter: "status:failed",
    view: "Mine",
    repo: { source: "gh", repo: "acme/api" },
    failing: true,
  },
  sort: { column: "repo", reversed: true },
  grouping: "commit",
  pinned: [KEY],
  muted: [[KEY, "41 1"]],
  unseen: [KEY],
  lookedAt: "2026-03-02T14:08:00.000Z",
};

const reread = (memory: ScreenMemory) => decodeMemory(encodeMemory(memory));
const withPart = (part: object) => JSON.stringify({ ...JSON.parse(encodeMemory(FULL)), ...part });

describe("a screen's memory", () => {
  it("comes back from its file as it was", () => {
    expect(reread(FULL)).toEqual({ kind: "good", memory: FULL });
    expect(reread(NO_MEMORY)).toEqual({ kind: "good", memory: NO_MEMORY });
  });

  it("comes back whatever names the rows have", () => {
    const name = fc.string({ minLength: 1 }).filter((text) => /^[!-~]+$/u.test(text));
    const key = fc
      .record({ source: name, repo: name, branch: name, workflow: name })
      .map(pipelineKey);
    const memory = fc.record({
      narrowing: fc.constant(FULL.narrowing),
      sort: fc.record({ column: fc.constantFrom(...SORT_COLUMNS), reversed: fc.boolean() }),
      grouping: fc.constantFrom(...GROUPINGS),
      pinned: fc.array(key),
      muted: fc.array(fc.tuple(key, fc.constantFrom(null, "1 1"))),
      unseen: fc.array(key),
      lookedAt: fc.constantFrom(null, "2026-03-02T14:08:00.000Z"),
    });
    fc.assert(
      fc.property(memory, (one) => {
        expect(reread(one)).toEqual({ kind: "good", memory: one });
      }),
    );
  });

  it("loses no more than the part that is not ours", () => {
    const memory = (part: object) => {
      const found = decodeMemory(withPart(part));
      if (found.kind !== "good") throw new Error(found.kind);
      return found.memory;
    };
    expect(memory({ sort: { column: "colour" } })).toEqual({ ...FULL, sort: NO_MEMORY.sort });
    expect(memory({ grouping: 7 })).toEqual({ ...FULL, grouping: "none" });
    expect(memory({ pinned: [["gh", "acme/api"]] })).toEqual({ ...FULL, pinned: [] });
    expect(memory({ muted: "all" })).toEqual({ ...FULL, muted: [] });
    expect(memory({ narrowing: { filter: 3 } })).toEqual({
      ...FULL,
      narrowing: NO_MEMORY.narrowing,
    });
    expect(memory({ lookedAt: "yesterday" })).toEqual({ ...FULL, lookedAt: null });
  });

  it("is cleaned again on the way in: a file is outside input", () => {
    const hostile = { ...FULL.narrowing, filter: "\x1b]0;evil\x07web\u202e\nx" };
    expect(decodeMemory(withPart({ narrowing: hostile }))).toMatchObject({
      memory: { narrowing: { filter: "web x" } },
    });
  });

  it.each(["", "{", "null", "7", "[]", '{"format":"x","version":1}', '{"format":"cimon-screen"}'])(
    "is broken where it reads %j",
    (text) => expect(decodeMemory(text).kind).toBe("broken"),
  );

  it("of a later version is known as such", () => {
    expect(decodeMemory(withPart({ version: 2 })).kind).toBe("future");
  });

  it("stays small however much there is of it", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => KEY.replace("api", String(index)));
    const found = reread({ ...FULL, pinned: many, unseen: many });
    expect(found).toMatchObject({ memory: { pinned: many.slice(-500) } });
    expect(encodeMemory({ ...FULL, pinned: many, unseen: many }).length).toBeLessThan(200_000);
  });
});

it("is merged with what others wrote: what this screen did not change stays theirs", () => {
  const own = { ...FULL, grouping: "status" } as const;
  const others = { ...NO_MEMORY, pinned: [KEY], grouping: "provider" } as const;
  expect(mergeMemories(FULL, own, others)).toEqual({ ...others, grouping: "status" });
});
