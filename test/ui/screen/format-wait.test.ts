import { expect, it } from "vitest";
import { formatClock, formatWait } from "../../../src/ui/screen/format-wait.ts";
import { untilNextChange } from "../../../src/ui/screen/next-change.ts";
import { NOW } from "../make-pipeline.ts";

it.each([
  [-3, "now", "now"],
  [4, "<10s", "4s"],
  [10, "<10s", "10s"],
  [11, "20s", "11s"],
  [59, "60s", "59s"],
  [90, "2m", "2m"],
])("%d seconds ahead is %s, or %s where seconds are counted", (seconds, rough, exact) => {
  expect(formatWait(NOW + seconds * 1_000, NOW, false)).toBe(rough);
  expect(formatWait(NOW + seconds * 1_000, NOW, true)).toBe(exact);
});

it("gives the time of day, and the date too where it was another", () => {
  expect(formatClock(NOW - 360_000, NOW)).toBe("14:02");
  expect(formatClock(NOW - 86_400_000, NOW)).toBe("2026-03-01 14:08");
});

it("waits for the next second or the next ten", () => {
  expect(untilNextChange(NOW + 200, true)).toBe(800);
  expect(untilNextChange(NOW + 3_200, false)).toBe(6_800);
});
