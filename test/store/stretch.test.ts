import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Demand, planStretch, projectPerHour } from "../../src/store/stretch.ts";

const demand = (fields: Partial<Demand> = {}): Demand => ({
  intervalMs: 30_000,
  requests: 1,
  cost: 0,
  isFirst: false,
  ...fields,
});

const many = (count: number, fields: Partial<Demand>) =>
  Array.from({ length: count }, () => demand(fields));

describe("planStretch", () => {
  it("leaves a plan that fits as it is", () => {
    expect(planStretch(many(10, {}), { perMinute: 450, perHour: 4_000 })).toEqual({
      first: 1,
      rest: 1,
    });
  });

  it("slows down what is neither running nor on the screen, and that first", () => {
    const demands = [
      ...many(20, { intervalMs: 5_000, isFirst: true }),
      ...many(980, { intervalMs: 60_000 }),
    ];
    const stretch = planStretch(demands, { perMinute: 405, perHour: null });
    expect(stretch.first).toBe(1);
    expect(stretch.rest).toBeCloseTo(980 / 165);
  });

  it("slows down what runs only where it could use up all by itself", () => {
    const stretch = planStretch(many(100, { intervalMs: 5_000, isFirst: true }), {
      perMinute: 400,
      perHour: null,
    });
    expect(stretch.first).toBeCloseTo(3);
  });

  it("counts what costs against the primary limit and nothing else", () => {
    const free = many(50, { cost: 0 });
    expect(planStretch(free, { perMinute: 450, perHour: 10 }).rest).toBe(1);
    const anonymous = [demand({ cost: 1 })];
    expect(planStretch(anonymous, { perMinute: 450, perHour: 48 }).rest).toBeCloseTo(120 / 48);
  });

  it("never plans more than is allowed, whatever is asked of it", () => {
    const demands = fc.array(
      fc.record({
        intervalMs: fc.integer({ min: 1_000, max: 300_000 }),
        requests: fc.double({ min: 0, max: 5, noNaN: true }),
        cost: fc.double({ min: 0, max: 5, noNaN: true }),
        isFirst: fc.boolean(),
      }),
      { maxLength: 300 },
    );
    const allowance = fc.record({
      perMinute: fc.integer({ min: 50, max: 1_000 }),
      perHour: fc.option(fc.integer({ min: 100, max: 15_000 }), { nil: null }),
    });
    fc.assert(
      fc.property(demands, allowance, (plan, allowed) => {
        const stretch = planStretch(plan, allowed);
        expect(stretch.first).toBeGreaterThanOrEqual(1);
        expect(stretch.rest).toBeGreaterThanOrEqual(stretch.first === 1 ? 1 : 0);
        // The cap on the factor is there for budgets of nothing.
        if (Math.max(stretch.first, stretch.rest) >= 999) return;
        const inMinute = plan.reduce((sum, it) => {
          const factor = it.isFirst ? stretch.first : stretch.rest;
          return sum + (60_000 / (it.intervalMs * factor)) * it.requests;
        }, 0);
        expect(inMinute).toBeLessThanOrEqual(allowed.perMinute * 1.001);
        if (allowed.perHour !== null) {
          expect(projectPerHour(plan, stretch)).toBeLessThanOrEqual(allowed.perHour * 1.001);
        }
      }),
    );
  });
});
