import { expect, it, onTestFinished, vi } from "vitest";
import { createHttpClient } from "../../src/http/http-client.ts";
import { createSystemClock } from "../../src/model/clock.ts";
import { ProviderError } from "../../src/model/provider-error.ts";
import { explainRefusal } from "../../src/remote/explain-refusal.ts";
import { createRemoteDesk } from "../../src/remote/remote-desk.ts";
import { createRemoteFeed } from "../../src/remote/remote-feed.ts";
import { readServerAddress } from "../../src/remote/server-address.ts";
import { startServer } from "../server/start-server.ts";
import { FAILED_JOBS, makeDesk } from "../ui/make-desk.ts";
import { STRAIGHT } from "./straight.ts";

const signal = new AbortController().signal;

/** A desk over a server whose own desk a test can look at. */
async function openDesk(served: ReturnType<typeof makeDesk>, mayChange = true) {
  const server = await startServer({ desk: served });
  const address = readServerAddress(server.url, { kind: "none" });
  if (address === null) throw new Error("no address");
  const clock = createSystemClock();
  const feed = createRemoteFeed({ address, route: STRAIGHT, clock, random: () => 0 });
  onTestFinished(() => feed.stop());
  feed.start();
  await vi.waitFor(() => expect(feed.getSnapshot().pipelines).toHaveLength(3), 20_000);
  const http = createHttpClient({ deadlineMs: 20_000, now: Date.now, explainRefusal });
  const { findSource } = feed;
  const desk = createRemoteDesk({ address, http, findSource, mayChange: () => mayChange });
  const run = feed.getSnapshot().pipelines.find(({ repo }) => repo === "acme/api")?.latest;
  if (!run) throw new Error("no run");
  return { desk, run, server };
}

it("asks about a run what can be asked here, and gets the same", async () => {
  const annotation = { level: "failure", message: "no", place: "a.ts:1" } as const;
  const served = makeDesk({ annotations: [annotation] });
  const { desk, run } = await openDesk(served);
  const [, job] = FAILED_JOBS;
  if (!job) throw new Error("no job");
  expect(await desk.listJobs(run, signal)).toEqual(FAILED_JOBS);
  expect(await desk.listAnnotations(run, job, signal)).toEqual([annotation]);
  expect(await desk.readLog(run, job, null, signal)).toMatchObject({ text: "all is well\n" });
  expect(served.readLog.mock.lastCall?.[2]).toBeNull();
  await desk.readLog(run, job, "12 &/?", signal);
  expect(served.readLog.mock.lastCall?.[2]).toBe("12 &/?");
  expect(await desk.listParameters(run, signal)).toEqual(await served.listParameters(run, signal));
  expect(await desk.describeTrigger(run, signal)).toEqual(
    await served.describeTrigger(run, signal),
  );
});

it("has a log copied whole", async () => {
  const served = makeDesk();
  served.copyLog.mockImplementation(async (_run, _job, sink) => {
    for (const text of ["one\n", "two\n"]) await sink(Buffer.from(text));
  });
  const { desk, run } = await openDesk(served);
  const [job] = FAILED_JOBS;
  const pieces: string[] = [];
  if (job)
    await desk.copyLog(
      run,
      job,
      async (bytes) => void pieces.push(String(Buffer.from(bytes))),
      signal,
    );
  expect(pieces.join("")).toBe("one\ntwo\n");
});

it("does to a run what can be done here", async () => {
  const served = makeDesk();
  const { desk, run, server } = await openDesk(served);
  const [job] = FAILED_JOBS;
  if (!job) throw new Error("no job");
  await desk.act(run, "rerunFailed", signal);
  expect(served.act.mock.lastCall?.slice(0, 2)).toEqual([
    expect.objectContaining({ id: run.id }),
    "rerunFailed",
  ]);
  await desk.openGate(run, job, signal);
  expect(served.openGate.mock.lastCall?.[1]).toEqual(job);
  const order = { branch: "dev", inputs: { level: "3" } };
  await desk.trigger(run, order, signal);
  expect(served.trigger.mock.lastCall?.[1]).toEqual(order);
  expect(server.feed.refresh).toHaveBeenCalledWith("acme/api");
});

it("offers what the server offers, and no change where none may be made", async () => {
  const served = makeDesk({ can: (_run, deed) => deed !== "cancel" });
  const { desk, run } = await openDesk(served);
  expect([desk.can(run, "jobs"), desk.can(run, "rerun"), desk.can(run, "cancel")]).toEqual([
    true,
    true,
    false,
  ]);
  const quiet = await openDesk(makeDesk(), false);
  expect([quiet.desk.can(quiet.run, "jobs"), quiet.desk.can(quiet.run, "rerun")]).toEqual([
    true,
    false,
  ]);
  expect(quiet.desk.mayChange).toBe(false);
});

it("hands on what the CI server behind it said", async () => {
  const refused = new ProviderError(
    "auth",
    "github.com does not allow this: the token needs actions=write",
    { status: 403 },
  );
  const { desk, run } = await openDesk(makeDesk({ act: () => Promise.reject(refused) }));
  await expect(desk.act(run, "rerun", signal)).rejects.toMatchObject({
    kind: "auth",
    message: "github.com does not allow this: the token needs actions=write",
    status: 403,
  });
});
