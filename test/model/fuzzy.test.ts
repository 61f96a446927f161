import { expect, it } from "vitest";
import { createFuzzySearch } from "../../src/model/fuzzy.ts";

const TEXTS = ["acme/very-long-api", "acme/web-app", "api", "日本/語"];

it("finds texts that hold the query, also with a letter left out", () => {
  const { find } = createFuzzySearch();
  expect(find(TEXTS, "api")).toEqual([0, 2]);
  expect(find(TEXTS, "wbapp")).toEqual([1]);
  expect(find(TEXTS, "zebra")).toEqual([]);
});

it("finds what has no latin letter as it stands", () => {
  const { find } = createFuzzySearch();
  expect(find(TEXTS, "日本")).toEqual([3]);
  expect(find(TEXTS, "/")).toEqual([0, 1, 3]);
});

it("puts the best match first and leaves all in order for an empty query", () => {
  const search = createFuzzySearch();
  expect(search.rank(TEXTS, "api")).toEqual([2, 0]);
  expect(search.rank(TEXTS, " ")).toEqual([0, 1, 2, 3]);
});
