import { describe, expect, it } from "vitest";
import { parseDuration } from "../../src/config/parse-duration.ts";

describe("parseDuration", () => {
  it.each([
    [30, 30_000],
    [0.5, 500],
    ["30", 30_000],
    [" 30s ", 30_000],
    ["10m", 600_000],
    ["1h", 3_600_000],
    ["1.5 m", 90_000],
    ["0", 0],
  ])("reads %j as %i ms", (value, ms) => {
    expect(parseDuration(value)).toBe(ms);
  });

  it.each(["", "m", "-5", "1d", "10ms", "1h30m", "1e3", "ten", -1, Number.NaN, Infinity])(
    "refuses %j",
    (value) => {
      expect(parseDuration(value)).toBeNull();
    },
  );
});
