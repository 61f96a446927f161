import fc from "fast-check";
import { expect, it } from "vitest";
import { createInsightReader } from "../../../src/model/insight.ts";
import { rowId } from "../../../src/server/page/addresses.ts";
import { placeRows } from "../../../src/server/page/place-rows.ts";
import type { RowContent } from "../../../src/server/page/row.ts";
import { makePipeline, NOW } from "../../ui/make-pipeline.ts";

const readInsight = createInsightReader();
const rows = new Map<string, RowContent>();

/** The same row object for the same name and version. */
function rowOf(name: number, version: number): RowContent {
  const known = rows.get(`${name} ${version}`);
  if (known) return known;
  const pipeline = makePipeline({ repo: `a/${name}`, id: `${version}` });
  const row = { pipeline, insight: readInsight(pipeline, NOW), isOld: false };
  rows.set(`${name} ${version}`, row);
  return row;
}

/** Does what htmx does with the markup, on a list of ids. */
function apply(ids: readonly string[], markup: readonly string[]): string[] {
  const list = [...ids];
  for (const text of markup) {
    const id = /id="(r-\w+)"/u.exec(text)?.[1] ?? "";
    const way = /hx-swap-oob="(\w+)(?::#([\w-]+))?"/u.exec(text);
    if (way?.[1] === "delete") list.splice(list.indexOf(id), 1);
    else if (way?.[1] === "beforeend") list.push(id);
    else if (way?.[1] === "beforebegin") {
      const at = list.indexOf(way[2] ?? "");
      if (at === -1) throw new Error("it is put before a row that is not there");
      list.splice(at, 0, id);
    } else if (!list.includes(id)) throw new Error("a row is swapped that is not there");
  }
  return list;
}

const idsOf = (list: readonly RowContent[]) => list.map(({ pipeline }) => rowId(pipeline.key));
const lists = fc
  .uniqueArray(fc.nat(12), { maxLength: 13 })
  .chain((names) =>
    fc.tuple(...names.map((name) => fc.nat(2).map((version) => rowOf(name, version)))),
  );

it("turns any rows into any others, each in its place", () => {
  fc.assert(
    fc.property(lists, lists, (before, after) => {
      const markup = placeRows(before, after, NOW).map(({ html }) => html);
      expect(apply(idsOf(before), markup)).toEqual(idsOf(after));
    }),
  );
});

it("touches nothing but what changed", () => {
  const before = [rowOf(1, 0), rowOf(2, 0), rowOf(3, 0)];
  expect(placeRows(before, before, NOW)).toEqual([]);
  const swapped = placeRows(before, [rowOf(1, 0), rowOf(2, 1), rowOf(3, 0)], NOW);
  expect(swapped.map(({ html }) => html.match(/hx-swap-oob="[^"]+"/u)?.[0])).toEqual([
    'hx-swap-oob="true"',
  ]);
  const moved = placeRows(before, [rowOf(3, 1), rowOf(1, 0), rowOf(2, 0)], NOW);
  expect(moved).toHaveLength(2);
});
