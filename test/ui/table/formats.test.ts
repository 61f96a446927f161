import stringWidth from "string-width";
import { expect, it } from "vitest";
import { formatAge, formatAgo } from "../../../src/model/format-age.ts";
import { formatDuration, formatRoughly } from "../../../src/model/format-duration.ts";
import { fitText } from "../../../src/ui/table/fit-text.ts";
import { selectGlyphs } from "../../../src/ui/table/glyphs.ts";
import { composeBar } from "../../../src/ui/table/progress-bar.ts";
import { NOW } from "../make-pipeline.ts";

const DAY = 86_400;

it.each([
  [-5, "now"],
  [59, "now"],
  [60, "1m ago"],
  [3_599, "59m ago"],
  [3_600, "1h ago"],
  [DAY, "1d ago"],
  [59 * DAY, "59d ago"],
  [60 * DAY, "2mo ago"],
  [364 * DAY, "12mo ago"],
  [365 * DAY, "1y ago"],
  [9_000 * 365 * DAY, "99y ago"],
])("%d seconds ago is %s", (seconds, expected) => {
  expect(formatAgo(NOW - seconds * 1_000, NOW)).toBe(expected);
  expect(formatAge(NOW - seconds * 1_000, NOW).length).toBeLessThanOrEqual(4);
});

it.each([
  [0, "0s", "0s"],
  [59.9, "59s", "1m"],
  [252, "4m12s", "4m"],
  [3_599, "59m59s", "1h"],
  [3_720, "1h02m", "1h"],
  [3 * DAY + 14_400, "3d04h", "3d"],
  [120 * DAY, "120d", "120d"],
  [9e12, "99999d", "999d"],
])("%d seconds last %s, roughly %s", (seconds, exact, rough) => {
  expect(formatDuration(seconds)).toBe(exact);
  expect(formatRoughly(seconds)).toBe(rough);
});

it.each([
  ["acme/very-long-name-api", 12, "middle", "acme/v…e-api"],
  ["acme/api", 12, "middle", "acme/api    "],
  ["日本語日本語", 7, "middle", "日…語  "],
  ["日本語日本語", 4, "end", "日… "],
  ["abc", 0, "end", ""],
  ["abcdef", 1, "middle", "…"],
] as const)("%s in %d columns by the %s is %j", (text, width, shorten, expected) => {
  expect(stringWidth(fitText(text, width, "…", shorten))).toBe(width);
  expect(fitText(text, width, "…", shorten)).toBe(expected);
});

it("fills a bar only when all is done", () => {
  const glyphs = selectGlyphs(true);
  expect([0, 0.5, 0.99, 1, 7].map((progress) => composeBar(progress, 4, glyphs))).toEqual([
    "....",
    "##..",
    "###.",
    "####",
    "####",
  ]);
});
