import fc from "fast-check";
import { expect, it } from "vitest";
import { formatCount } from "../../src/model/format-count.ts";

it("puts a comma between thousands, as English does", () => {
  expect([0, 7, 999, 1_000, 12_345, 1_234_567].map(formatCount)).toEqual([
    "0",
    "7",
    "999",
    "1,000",
    "12,345",
    "1,234,567",
  ]);
  fc.assert(
    fc.property(fc.maxSafeNat(), (count) => {
      expect(formatCount(count)).toBe(count.toLocaleString("en-GB"));
    }),
  );
});
