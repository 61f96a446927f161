import { describe, expect, it, vi } from "vitest";
import { createRunDesk } from "../../src/cli/run-desk.ts";
import type { Provider } from "../../src/model/provider.ts";
import type { RunAction, RunDeed } from "../../src/model/run-desk.ts";
import { makeRun } from "../helpers/make-run.ts";

const SIGNAL = new AbortController().signal;
const DEEDS: readonly RunDeed[] = [
  "jobs",
  "annotations",
  "log",
  "rerun",
  "rerunFailed",
  "cancel",
  "openGate",
  "trigger",
];

function makeProvider(members: Partial<Provider> = {}): Provider {
  return {
    kind: "github",
    source: "gh",
    discoverTargets: async () => [],
    listRuns: async () => ({ runs: [], cursor: null, complete: true, pollAfterMs: null }),
    quota: () => null,
    ...members,
  };
}

function makeDesk(members: Partial<Provider>, isReadOnly = false) {
  return createRunDesk(new Map([["gh", makeProvider(members)]]), { isReadOnly });
}

const FULL = {
  listJobs: vi.fn(async () => []),
  listAnnotations: vi.fn(async () => []),
  readLog: vi.fn(async () => ({ text: "", position: "0", isComplete: true })),
  rerun: vi.fn(async () => {}),
  rerunFailed: vi.fn(async () => {}),
  cancel: vi.fn(async () => {}),
  openGate: vi.fn(async () => {}),
  describeTrigger: vi.fn(async () => ({ inputs: [], takesVariables: true, takesBranch: true })),
  trigger: vi.fn(async () => {}),
} satisfies Partial<Provider>;

const ORDER = { branch: null, inputs: { target: "staging" } };

describe("the desk", () => {
  it("offers what the run's provider has", () => {
    const run = makeRun();
    expect(DEEDS.filter((deed) => makeDesk(FULL).can(run, deed))).toEqual(DEEDS);
    expect(DEEDS.filter((deed) => makeDesk({ cancel: FULL.cancel }).can(run, deed))).toEqual([
      "cancel",
    ]);
  });

  it("offers nothing for a source it does not know", () => {
    const run = makeRun({ source: "elsewhere" });
    expect(DEEDS.filter((deed) => makeDesk(FULL).can(run, deed))).toEqual([]);
  });

  it("read-only, shows but changes nothing", async () => {
    const desk = makeDesk(FULL, true);
    expect(DEEDS.filter((deed) => desk.can(makeRun(), deed))).toEqual([
      "jobs",
      "annotations",
      "log",
    ]);
    await expect(desk.act(makeRun(), "cancel", SIGNAL)).rejects.toThrow("read-only");
    expect(FULL.cancel).not.toHaveBeenCalled();
    expect(desk.mayChange).toBe(false);
    await expect(desk.describeTrigger(makeRun(), SIGNAL)).rejects.toThrow("read-only");
    await expect(desk.trigger(makeRun(), ORDER, SIGNAL)).rejects.toThrow("read-only");
    expect(FULL.trigger).not.toHaveBeenCalled();
  });

  it.each<[RunAction]>([["rerun"], ["rerunFailed"], ["cancel"]])(
    "hands %s to the provider of the run",
    async (action) => {
      const run = makeRun();
      await makeDesk(FULL).act(run, action, SIGNAL);
      expect(FULL[action]).toHaveBeenCalledWith(run, SIGNAL);
    },
  );

  it("tells what a new run can be given, and starts one", async () => {
    const desk = makeDesk(FULL);
    expect(await desk.describeTrigger(makeRun(), SIGNAL)).toMatchObject({ takesVariables: true });
    await desk.trigger(makeRun(), ORDER, SIGNAL);
    expect(FULL.trigger).toHaveBeenCalledWith(makeRun(), ORDER, SIGNAL);
  });

  it("refuses what the provider has not, without a TypeError", async () => {
    await expect(makeDesk({}).listJobs(makeRun(), SIGNAL)).rejects.toMatchObject({
      kind: "refused",
    });
  });
});
