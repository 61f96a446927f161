import { expect } from "vitest";
import { FAULT_KINDS } from "./fault-plan.ts";
import { liveSoakDay } from "./soak-day.ts";
import type { HostPlan } from "./soak-hosts.ts";

/** Lives one day, its seed 1 unless `CIMON_SOAK_SEED` says another, and fails with what went wrong. */
export async function expectSoundDay(plans: readonly HostPlan[]): Promise<void> {
  const seed = process.env.CIMON_SOAK_SEED ?? "1";
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on("unhandledRejection", note);
  try {
    const { complaints, events, requests, rows, targets, faultsMet } = await liveSoakDay(
      plans,
      seed,
    );
    const story = ["", ...complaints, `seed ${seed}; before it:`, ...events].join("\n");
    expect(complaints, story).toEqual([]);
    // A day in which nothing happened would show nothing.
    expect([...faultsMet].sort()).toEqual([...FAULT_KINDS].sort());
    expect(requests).toBeGreaterThan(targets * 200);
    expect(rows).toBeGreaterThanOrEqual(targets);
  } finally {
    process.off("unhandledRejection", note);
  }
  expect(unhandled).toEqual([]);
}
