import { describe, expect, it } from "vitest";
import type { Happening } from "../../src/model/happening.ts";
import { createNoticePicker, type NoticeContext } from "../../src/model/notice.ts";
import type { NoticeRule } from "../../src/model/notice-rule.ts";
import { makePipeline, makeRun } from "../helpers/make-run.ts";

const VIEWS = [
  { name: "Mine", filter: "actor:@me" },
  { name: "Failing", filter: "status:failed" },
];

const broken: Happening = {
  kind: "broke",
  pipeline: makePipeline(makeRun({ status: "failed", actor: "ana" })),
  before: makePipeline(makeRun({ status: "running", actor: "ana" })),
};
const fixed: Happening = {
  kind: "fixed",
  pipeline: makePipeline(makeRun({ status: "success", branch: "dev" })),
  before: makePipeline(makeRun({ status: "failed", branch: "dev" })),
};

function pick(rules: readonly NoticeRule[], context: Partial<NoticeContext> = {}) {
  const choose = createNoticePicker({ rules, views: VIEWS, me: ["ana"], ...context });
  return choose([broken, fixed], 0).map(({ kind, ways }) => [kind, ...ways]);
}

describe("the rules of notices", () => {
  it("pick what they name, in the way they name", () => {
    expect(pick([{ on: ["broke"], by: ["bell"] }])).toEqual([["broke", "bell"]]);
    expect(pick([{ on: ["slow", "waiting"], by: ["bell"] }])).toEqual([]);
    expect(pick([])).toEqual([]);
  });

  it("tell a thing once in each way, however many rules want it", () => {
    const rules: readonly NoticeRule[] = [
      { on: ["broke"], by: ["bell"] },
      { on: ["broke", "fixed"], by: ["bell", "desktop"] },
    ];
    expect(pick(rules)).toEqual([
      ["broke", "bell", "desktop"],
      ["fixed", "bell", "desktop"],
    ]);
  });

  it("keep to their branches", () => {
    expect(
      pick([{ branches: ["main", "release/*"], on: ["broke", "fixed"], by: ["bell"] }]),
    ).toEqual([["broke", "bell"]]);
    expect(pick([{ branches: ["!main"], on: ["broke", "fixed"], by: ["bell"] }])).toEqual([
      ["fixed", "bell"],
    ]);
  });

  it("keep to their view, as it is for the person who looks", () => {
    const rules: readonly NoticeRule[] = [{ view: "Mine", on: ["broke"], by: ["bell"] }];
    expect(pick(rules)).toEqual([["broke", "bell"]]);
    expect(pick(rules, { me: ["bo"] })).toEqual([]);
    expect(pick([{ view: "Gone", on: ["broke", "fixed"], by: ["bell"] }])).toEqual([]);
  });

  it("count a row that has just left a view as part of it", () => {
    expect(pick([{ view: "Failing", on: ["fixed"], by: ["bell"] }])).toEqual([["fixed", "bell"]]);
  });

  it("never tell of a muted row", () => {
    const isMuted = (key: string) => key === broken.pipeline.key;
    expect(pick([{ on: ["broke", "fixed"], by: ["bell"] }], { isMuted })).toEqual([
      ["fixed", "bell"],
    ]);
  });
});
