import { describe, expect, it } from "vitest";
import type { PipelineRun } from "../../src/model/pipeline-run.ts";
import { ProviderError } from "../../src/model/provider-error.ts";
import { createMonitor, type MonitoredSource } from "../../src/store/monitor.ts";
import { createFakeBudget } from "../helpers/fake-budget.ts";
import { createFakeClock, settle } from "../helpers/fake-clock.ts";
import { createFakeProvider, type FakeProvider } from "../helpers/fake-provider.ts";
import { makeRun } from "../helpers/make-run.ts";

function watch(
  provider: FakeProvider,
  options: Partial<MonitoredSource> = {},
  clock = createFakeClock(),
) {
  const source = {
    provider,
    budget: createFakeBudget(),
    intervalMs: 30_000,
    includesTarget: () => true,
    includesRun: () => true,
    ...options,
  };
  const monitor = createMonitor({ sources: [source], clock, random: () => 0.5 });
  let notices = 0;
  monitor.subscribe(() => {
    notices += 1;
  });
  return { clock, monitor, provider, countNotices: () => notices };
}

function statuses(monitor: {
  getSnapshot: () => { pipelines: readonly { latest: PipelineRun }[] };
}) {
  return monitor.getSnapshot().pipelines.map(({ latest }) => `${latest.repo} ${latest.status}`);
}

describe("the monitor", () => {
  it("asks every target once for a list", async () => {
    const provider = createFakeProvider(["acme/api", "acme/web"], ({ target }) => [
      makeRun({ repo: target.id }),
    ]);
    const { monitor, clock } = watch(provider);
    await monitor.pollOnce();
    expect(statuses(monitor)).toEqual(["acme/api success", "acme/web success"]);
    await clock.advance(600_000);
    expect(provider.requests).toHaveLength(2);
  });

  it("polls again after the interval, handing the cursor and the unfinished runs back", async () => {
    const running = makeRun({ status: "running", finishedAt: null });
    const provider = createFakeProvider(["acme/api"], () => [running]);
    const { monitor, clock } = watch(provider);
    monitor.start();
    await clock.advance(5_001);
    expect(provider.requests.map((request) => request.cursor)).toEqual([null, "cursor"]);
    expect(provider.requests[1]?.unfinished).toEqual([running]);
    monitor.stop();
  });

  it("asks a quiet target as often as a busy one while a run of it is awaited", async () => {
    const countPolls = async (isAwaited: boolean) => {
      const provider = createFakeProvider(["acme/api"], () => [makeRun()]);
      const { monitor, clock } = watch(provider, { isAwaited });
      monitor.start();
      await clock.advance(600_000);
      monitor.stop();
      return provider.requests.length;
    };
    expect(await countPolls(false)).toBeLessThan(25);
    expect(await countPolls(true)).toBeGreaterThan(100);
  });

  it("tells of the first rows at once, and of further ones together", async () => {
    const clock = createFakeClock();
    const answerAfterMs = (ms: number) =>
      new Promise<void>((resolve) => {
        clock.setTimer(resolve, ms);
      });
    const delays: Record<string, number> = { one: 30, two: 60, three: 80 };
    const provider = createFakeProvider(Object.keys(delays), async ({ target }) => {
      await answerAfterMs(delays[target.id] ?? 0);
      return [makeRun({ repo: target.id })];
    });
    const { monitor } = watch(provider, {}, clock);
    const startMs = clock.now();
    const told: { atMs: number; rows: number }[] = [];
    monitor.subscribe(() => {
      const { pipelines } = monitor.getSnapshot();
      if (pipelines.length > 0) told.push({ atMs: clock.now() - startMs, rows: pipelines.length });
    });
    monitor.start();
    await clock.advance(1_000);
    monitor.stop();
    expect(told.map(({ rows }) => rows)).toEqual([1, 3]);
    expect(told[0]?.atMs).toBeLessThan(50);
  });

  it("keeps the very same snapshot and tells nobody when nothing changed", async () => {
    const provider = createFakeProvider(["acme/api"], () => [makeRun()]);
    const { monitor, clock, countNotices } = watch(provider);
    monitor.start();
    await clock.advance(1_000);
    const before = monitor.getSnapshot();
    const notices = countNotices();
    // Long enough for the list of targets to be asked for again.
    await clock.advance(700_000);
    expect(provider.requests.length).toBeGreaterThan(8);
    expect(monitor.getSnapshot().pipelines).toBe(before.pipelines);
    expect(countNotices()).toBe(notices);
    monitor.stop();
  });

  it("keeps the identity of the rows that did not change", async () => {
    let status: PipelineRun["status"] = "running";
    const provider = createFakeProvider(["acme/api"], () => [
      makeRun({ workflow: "CI", status }),
      makeRun({ workflow: "e2e", id: "2" }),
    ]);
    const { monitor } = watch(provider);
    await monitor.pollOnce();
    const [ci, e2e] = monitor.getSnapshot().pipelines;
    status = "failed";
    await monitor.pollOnce();
    expect(monitor.getSnapshot().pipelines[0]).not.toBe(ci);
    expect(monitor.getSnapshot().pipelines[1]).toBe(e2e);
  });

  it("tells a burst of answers as one change", async () => {
    const targets = Array.from({ length: 50 }, (_, index) => `acme/r${index}`);
    const provider = createFakeProvider(targets, ({ target }) => [makeRun({ repo: target.id })]);
    const { monitor, clock, countNotices } = watch(provider);
    monitor.start();
    await clock.advance(100);
    expect(monitor.getSnapshot().pipelines).toHaveLength(50);
    expect(countNotices()).toBeLessThanOrEqual(2);
    monitor.stop();
  });

  it("keeps the last rows of a failing target beside its error, and comes back by itself", async () => {
    let isBroken = false;
    const provider = createFakeProvider(["acme/api", "acme/web"], ({ target }) => {
      if (isBroken && target.id === "acme/api") {
        throw new ProviderError("timeout", "no answer within 10 s");
      }
      return [makeRun({ repo: target.id })];
    });
    const { monitor, clock } = watch(provider);
    monitor.start();
    await clock.advance(1_000);
    isBroken = true;
    await clock.advance(60_000);
    expect(statuses(monitor)).toEqual(["acme/api success", "acme/web success"]);
    const [source] = monitor.getSnapshot().sources;
    expect(source).toMatchObject({ state: "partial", error: { kind: "timeout" } });
    expect(source?.targets.map((target) => target.state)).toEqual(["failing", "ok"]);
    const { since } = source?.error ?? {};
    await clock.advance(300_000);
    expect(monitor.getSnapshot().sources[0]?.error?.since).toBe(since);
    isBroken = false;
    await clock.advance(330_000);
    expect(monitor.getSnapshot().sources[0]).toMatchObject({ state: "ok", error: null });
    monitor.stop();
  });

  it("does not ask before the time a rate limit names, not even when told to refresh", async () => {
    const provider = createFakeProvider(["acme/api"], () => {
      throw new ProviderError("rate-limited", "asks to wait", {
        retryAtMs: createFakeClock().now() + 3_600_000,
      });
    });
    const { monitor, clock } = watch(provider);
    monitor.start();
    await clock.advance(1_000);
    monitor.refresh();
    await clock.advance(3_590_000);
    expect(provider.requests).toHaveLength(1);
    await clock.advance(400_000);
    expect(provider.requests.length).toBeGreaterThan(1);
    monitor.stop();
  });

  it("is not held up beyond the reset of a limit that is nearly used up", async () => {
    const resetAt = new Date(createFakeClock().now() + 120_000).toISOString();
    const budget = createFakeBudget({ quota: { limit: 240, remaining: 10, resetAt } });
    const provider = createFakeProvider(["acme/api"], () => [makeRun()], {
      cost: { requests: 1, counted: 1 },
    });
    const { monitor, clock } = watch(provider, { budget });
    monitor.start();
    await clock.advance(1_000);
    const { nextPollAt } = monitor.getSnapshot().sources[0] ?? {};
    expect(Date.parse(nextPollAt ?? "") - Date.parse(resetAt)).toBeLessThan(360_000);
    monitor.stop();
  });

  it("tries to find the targets again after a failure", async () => {
    let failures = 2;
    const provider = createFakeProvider(["acme/api"], () => [makeRun()]);
    const discoverTargets = async (signal: AbortSignal) => {
      failures -= 1;
      if (failures >= 0) throw new ProviderError("network", "cannot be reached");
      return provider.discoverTargets(signal);
    };
    const { monitor, clock } = watch({ ...provider, discoverTargets });
    monitor.start();
    await clock.advance(100);
    expect(monitor.getSnapshot().sources[0]).toMatchObject({
      state: "failing",
      error: { kind: "network" },
    });
    await clock.advance(120_000);
    expect(monitor.getSnapshot().sources[0]).toMatchObject({ state: "ok", error: null });
    expect(statuses(monitor)).toEqual(["acme/api success"]);
    monitor.stop();
  });

  it("forgets a deleted run and, of a complete answer, a deleted pipeline", async () => {
    let runs = [makeRun({ status: "running" }), makeRun({ workflow: "e2e", id: "2" })];
    const provider = createFakeProvider(["/"], () => runs, { complete: true });
    const { monitor } = watch(provider);
    await monitor.pollOnce();
    expect(monitor.getSnapshot().pipelines).toHaveLength(2);
    runs = [makeRun({ id: "0" })];
    await monitor.pollOnce();
    expect(monitor.getSnapshot().pipelines.map((it) => it.history.map((run) => run.id))).toEqual([
      ["0"],
    ]);
  });

  it("moves a run whose workflow got another name, instead of showing it twice", async () => {
    let workflow = "CI";
    const provider = createFakeProvider(["acme/api"], () => [makeRun({ workflow })]);
    const { monitor } = watch(provider);
    await monitor.pollOnce();
    workflow = "CI (ci.yml)";
    await monitor.pollOnce();
    expect(monitor.getSnapshot().pipelines.map((it) => it.workflow)).toEqual(["CI (ci.yml)"]);
  });

  it("polls nothing and shows nothing that the user left out", async () => {
    const provider = createFakeProvider(["acme/api", "acme/web"], ({ target }) => [
      makeRun({ repo: target.id }),
      makeRun({ repo: target.id, branch: "old", id: "2" }),
    ]);
    const { monitor } = watch(provider, {
      includesTarget: (target) => target.id === "acme/web",
      includesRun: (run) => run.branch === "main",
    });
    await monitor.pollOnce();
    expect(provider.requests).toHaveLength(1);
    expect(monitor.getSnapshot().pipelines.map((it) => `${it.repo} ${it.branch}`)).toEqual([
      "acme/web main",
    ]);
  });

  it("aborts what is under way when it stops, and leaves no timer", async () => {
    let aborted = 0;
    const provider = createFakeProvider(
      ["acme/api", "acme/web"],
      ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => {
            aborted += 1;
            reject(signal.reason);
          });
        }),
    );
    const { monitor, clock } = watch(provider);
    monitor.start();
    await clock.advance(100);
    expect(monitor.getSnapshot().sources[0]?.state).toBe("loading");
    monitor.stop();
    await settle();
    expect(aborted).toBe(2);
    expect(clock.countTimers()).toBe(0);
  });

  it("asks a target at once when a hook tells of it, once a second however many come", async () => {
    const provider = createFakeProvider(["acme/api", "acme/web"], ({ target }) => [
      makeRun({ repo: target.id }),
    ]);
    const { monitor, clock } = watch(provider);
    monitor.start();
    await clock.advance(10_000);
    const before = provider.requests.length;
    const asked = () => provider.requests.slice(before).map(({ target }) => target.id);
    for (let hook = 0; hook < 50; hook += 1) monitor.hear("gh", "acme/web");
    monitor.hear("gh", "acme/unknown");
    monitor.hear("nobody", "acme/api");
    await clock.advance(1);
    expect(asked()).toEqual(["acme/web"]);
    for (let hook = 0; hook < 50; hook += 1) monitor.hear("gh", "acme/web");
    await clock.advance(1_000);
    expect(asked()).toEqual(["acme/web", "acme/web"]);
    await clock.advance(3_000);
    expect(asked()).toHaveLength(2);
    monitor.stop();
  });

  it("asks again after a poll during which a hook told of something", async () => {
    let answer = (_runs: readonly PipelineRun[]): void => {};
    const provider = createFakeProvider(
      ["acme/api"],
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const { monitor, clock } = watch(provider);
    monitor.start();
    await settle();
    monitor.hear("gh", "acme/api");
    answer([makeRun()]);
    await clock.advance(1_101);
    expect(provider.requests).toHaveLength(2);
    monitor.stop();
  });

  it("asks a whole Jenkins again only about what stands in its rows", async () => {
    const provider = createFakeProvider(["/"], () => [makeRun({ repo: "team/app" })]);
    const { monitor, clock } = watch(provider);
    monitor.start();
    await clock.advance(1);
    monitor.refresh("acme/api");
    await clock.advance(1);
    expect(provider.requests).toHaveLength(1);
    monitor.refresh("team/app");
    await clock.advance(1);
    expect(provider.requests).toHaveLength(2);
    monitor.stop();
  });
});
