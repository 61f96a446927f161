import { expect, it } from "vitest";
import { createHookTrust } from "../../src/store/hook-trust.ts";

const MINUTE = 60_000;

function tell(trust: ReturnType<typeof createHookTrust>, times: number): number {
  let nowMs = 0;
  for (let time = 0; time < times; time += 1) {
    nowMs += MINUTE;
    trust.hear(nowMs);
    trust.seeChange(nowMs + 300);
  }
  return nowMs + 300;
}

it("is proven by three changes that were told of", () => {
  const trust = createHookTrust();
  expect(trust.isProven(tell(trust, 2))).toBe(false);
  const other = createHookTrust();
  expect(other.isProven(tell(other, 3))).toBe(true);
});

it("takes a hook that comes just after the change for one that told of it", () => {
  const trust = createHookTrust();
  for (let nowMs = 0; nowMs < 3 * MINUTE; nowMs += MINUTE) {
    trust.seeChange(nowMs);
    trust.hear(nowMs + 5_000);
  }
  expect(trust.isProven(3 * MINUTE)).toBe(true);
});

it("ends with a change that nobody told of", () => {
  const trust = createHookTrust();
  const nowMs = tell(trust, 5) + MINUTE;
  trust.seeChange(nowMs);
  expect(trust.isProven(nowMs + 14_000)).toBe(true);
  expect(trust.isProven(nowMs + 15_000)).toBe(false);
});

it("ends when nothing was heard for a day", () => {
  const trust = createHookTrust();
  expect(trust.isProven(tell(trust, 5) + 24 * 60 * MINUTE)).toBe(false);
});

it("is not proven by hooks that tell of nothing", () => {
  const trust = createHookTrust();
  for (let nowMs = 0; nowMs < 10 * MINUTE; nowMs += MINUTE) trust.hear(nowMs);
  expect(trust.isProven(10 * MINUTE)).toBe(false);
});
