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

it.each([
  ["x".repeat(40), "x".repeat(300)],
  [`${"x".repeat(300)}y`, "x".repeat(299)],
  [`${"x".repeat(31)}y`, "x".repeat(300)],
  [`${"xx-".repeat(10)}y`, "xxx-xxxx--".repeat(30)],
  ["aabbccddeeffgghhiijjkkllmmnnoopq", "aaabbbcccdddeeefffggghhhiiijjjkkklllmmmnnnooop".repeat(6)],
  ["ab".repeat(16), "aab".repeat(100)],
  [`${"x ".repeat(20)}y`, "x".repeat(300)],
  [`${"xx-".repeat(4)}y`, "xxx-xxxx--".repeat(30)],
  ["xxxxxy", "x".repeat(1_000)],
  [
    "abcdefghijklmnopqrstuvwxyzabcdeg",
    "aabbccddeeffgghhiijjkkllmmnnooppqqrrssttuuvvwwxxyyzz".repeat(9),
  ],
  ["abababababababababababababababac", "abababab".repeat(60)],
  ["x x y", "x".repeat(300)],
])("ends soon for %j", (query, text) => {
  const search = createFuzzySearch();
  const texts = Array.from({ length: 50 }, (_, index) => `${text}${index % 2 === 0 ? "" : query}`);
  const startedMs = performance.now();
  expect(search.find(texts, query).length).toBeGreaterThanOrEqual(25);
  search.rank(texts, query);
  // Where it does not, it takes longer than anybody waits.
  expect(performance.now() - startedMs).toBeLessThan(30_000);
});
