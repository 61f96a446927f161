import { describe, expect, it } from "vitest";
import { createRequestBudget } from "../../src/http/request-budget.ts";
import type { BudgetRules } from "../../src/model/budget.ts";
import { createFakeClock, START_MS } from "../helpers/fake-clock.ts";

const RULES: BudgetRules = {
  perMinute: 450,
  inFlight: 8,
  isUnchangedFree: true,
  windowMs: 3_600_000,
};

function limits(remaining: number, resetInSec: number, limit = 5_000): Headers {
  return new Headers({
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(remaining),
    "x-ratelimit-reset": String(START_MS / 1000 + resetInSec),
  });
}

function create(rules: Partial<BudgetRules> = {}) {
  const clock = createFakeClock();
  const budget = createRequestBudget({ ...RULES, ...rules }, clock);
  const send = (isUrgent = false, signal: AbortSignal | null = null) =>
    budget.run({ host: "api.example.com", isUrgent, signal }, async () => clock.now());
  return { clock, budget, send };
}

describe("the request budget", () => {
  it("lets no more through within any minute than the rules say", async () => {
    const { clock, send } = create();
    const sentAtMs: number[] = [];
    for (let n = 0; n < 2_000; n += 1) void send().then((atMs) => sentAtMs.push(atMs));
    await clock.advance(600_000);
    expect(sentAtMs).toHaveLength(2_000);
    const inWindow = sentAtMs.map(
      (start) => sentAtMs.filter((at) => at >= start && at < start + 60_000).length,
    );
    expect(Math.max(...inWindow)).toBeLessThanOrEqual(450);
    expect(Math.max(...inWindow)).toBeGreaterThan(400);
  });

  it("lets urgent requests go before those that came earlier", async () => {
    const { clock, send } = create({ perMinute: 10 });
    const order: string[] = [];
    for (const name of ["a", "b", "c", "d"]) void send().then(() => order.push(name));
    void send(true).then(() => order.push("urgent"));
    await clock.advance(60_000);
    expect(order).toEqual(["a", "b", "urgent", "c", "d"]);
  });

  it("lets an aborted request leave the line, and no timer behind", async () => {
    const { clock, send } = create({ perMinute: 1 });
    await send();
    const controller = new AbortController();
    const waiting = send(false, controller.signal);
    controller.abort(new Error("left"));
    await expect(waiting).rejects.toThrow("left");
    expect(clock.countTimers()).toBe(0);
  });

  it("counts what costs: everything but a 304, and that too where nobody signed in", () => {
    const signedIn = create().budget;
    expect(signedIn.observe(304, limits(4_999, 60))).toBe(false);
    expect(signedIn.observe(200, limits(4_998, 60))).toBe(true);
    expect(signedIn.getState().spent).toBe(1);
    const anonymous = create({ isUnchangedFree: false }).budget;
    expect(anonymous.observe(304, limits(59, 60, 60))).toBe(true);
  });

  it("stops at four fifths of the limit until it is reset, then goes on", async () => {
    const { clock, budget, send } = create();
    for (let n = 0; n < 4_000; n += 1) budget.observe(200, limits(4_999 - n, 600));
    await expect(send()).rejects.toMatchObject({
      kind: "rate-limited",
      retryAtMs: START_MS + 600_000,
    });
    expect(budget.getState().pausedUntilMs).toBe(START_MS + 600_000);
    await clock.advance(600_001);
    await expect(send()).resolves.toBe(clock.now());
    budget.observe(200, limits(4_999, 4_200));
    expect(budget.getState()).toMatchObject({ spent: 1, pausedUntilMs: null });
  });

  it("asks nothing of a limit that others have used up", async () => {
    const { budget, send } = create();
    budget.observe(200, limits(0, 900));
    await expect(send()).rejects.toMatchObject({ retryAtMs: START_MS + 900_000 });
  });

  it("does not trust a reset that lies in the past", async () => {
    const { budget, send } = create();
    budget.observe(200, limits(0, -60));
    await expect(send()).resolves.toBe(START_MS);
  });

  it("does not tie a reset in the past to the window it knows of", async () => {
    const { budget, send } = create();
    budget.observe(200, limits(4_999, 3_000));
    budget.observe(403, limits(0, -60));
    await expect(send()).resolves.toBe(START_MS);
  });

  it("keeps every request back while the server asks to wait", async () => {
    const { clock, budget, send } = create();
    budget.pauseUntil(START_MS + 5_000);
    await expect(send(true)).rejects.toMatchObject({ kind: "rate-limited" });
    await clock.advance(5_000);
    await expect(send()).resolves.toBe(START_MS + 5_000);
  });

  it("does not wait longer because our clock was set back", async () => {
    let nowMs = START_MS;
    const clock = { now: () => nowMs, setTimer: () => () => undefined };
    const budget = createRequestBudget(RULES, clock);
    const send = () => budget.run({ host: "x", isUrgent: true, signal: null }, async () => nowMs);
    budget.pauseUntil(START_MS + 60_000);
    budget.observe(429, limits(0, 60));
    await expect(send()).rejects.toMatchObject({ kind: "rate-limited" });
    nowMs -= 3_600_000;
    await expect(send()).resolves.toBe(nowMs);
  });

  it("does not count anew because a reset in the past came in between", () => {
    const { budget } = create();
    budget.observe(200, limits(4_999, 3_000));
    budget.observe(200, limits(4_998, -60));
    budget.observe(200, limits(4_997, 3_000));
    expect(budget.getState().spent).toBe(3);
  });
});
