import { describe, expect, it } from "vitest";
import type { Channel, Subscriber } from "../../../src/server/push/channel.ts";
import { createHub } from "../../../src/server/push/hub.ts";
import { createFakeClock } from "../../helpers/fake-clock.ts";
import { makeSnapshot } from "../../ui/make-pipeline.ts";
import { makeFeed } from "../make-feed.ts";

/** A channel that counts, and how often it was put into words. */
function makeChannel(get: () => number) {
  let seen = get();
  const calls = { snapshots: 0, changes: 0 };
  const create = (): Channel => ({
    dependsOnTime: false,
    renderSnapshot() {
      calls.snapshots += 1;
      return `all ${seen}`;
    },
    update() {
      if (get() === seen) return null;
      seen = get();
      calls.changes += 1;
      return `now ${seen}`;
    },
  });
  return { create, calls };
}

/** Somebody who takes what is sent, unless told to stall. */
function makeListener() {
  const messages: string[] = [];
  const sent: Uint8Array[] = [];
  const state = { waiting: 0, isEnded: false };
  const subscriber: Subscriber = {
    send(message) {
      messages.push(Buffer.from(message).toString());
      sent.push(message);
    },
    countWaiting: () => state.waiting,
    end() {
      state.isEnded = true;
    },
  };
  return { messages, sent, state, subscriber };
}

function makeHub() {
  const clock = createFakeClock();
  const feed = makeFeed(makeSnapshot());
  let count = 1;
  const hub = createHub(feed, clock);
  const channel = makeChannel(() => count);
  const change = async () => {
    count += 1;
    feed.set(makeSnapshot());
    await clock.advance(50);
  };
  return { clock, feed, hub, change, ...channel };
}

describe("a hub", () => {
  it("puts each change into words once, however many listen", async () => {
    const { hub, create, calls, change } = makeHub();
    const listeners = Array.from({ length: 1_000 }, makeListener);
    for (const { subscriber } of listeners) hub.join("one", create, subscriber);
    await change();
    await change();
    for (const { messages } of listeners) expect(messages).toEqual(["all 1", "now 2", "now 3"]);
    expect(calls).toEqual({ snapshots: 1, changes: 2 });
    // The same bytes, not equal ones: a thousand that stall hold one snapshot together.
    for (const place of [0, 1, 2]) {
      expect(new Set(listeners.map(({ sent }) => sent[place])).size).toBe(1);
    }
  });

  it("keeps a snapshot for those who come soon, and for no longer", async () => {
    const { hub, create, calls, clock } = makeHub();
    const join = () => hub.join("one", create, makeListener().subscriber);
    join();
    join();
    expect(calls.snapshots).toBe(1);
    await clock.advance(10_000);
    join();
    join();
    expect(calls.snapshots).toBe(2);
  });

  it("tells a burst as one change, and the first of it at once", async () => {
    const { hub, create, feed, clock, change } = makeHub();
    const { messages, subscriber } = makeListener();
    hub.join("one", create, subscriber);
    await change();
    expect(messages.at(-1)).toBe("now 2");
    for (let turn = 0; turn < 50; turn += 1) feed.set(makeSnapshot());
    await clock.advance(40);
    expect(messages).toEqual(["all 1", "now 2"]);
  });

  it("tells whoever falls behind no changes but a fresh snapshot once it has caught up", async () => {
    const { hub, create, clock, change } = makeHub();
    const slow = makeListener();
    const quick = makeListener();
    hub.join("one", create, slow.subscriber);
    hub.join("one", create, quick.subscriber);
    slow.state.waiting = 2_000_000;
    for (let turn = 0; turn < 100; turn += 1) await change();
    expect(slow.messages).toEqual(["all 1"]);
    expect(quick.messages).toHaveLength(101);
    slow.state.waiting = 0;
    await clock.advance(500);
    expect(slow.messages).toEqual(["all 1", "all 101"]);
    await change();
    expect(slow.messages.at(-1)).toBe("now 102");
  });

  it("lets somebody who comes between two changes miss none", async () => {
    const { hub, create, feed, clock, change } = makeHub();
    const first = makeListener();
    hub.join("one", create, first.subscriber);
    await change();
    feed.set(makeSnapshot());
    const late = makeListener();
    hub.join("one", create, late.subscriber);
    await clock.advance(100);
    await change();
    expect(late.messages).toEqual(["all 2", "now 3"]);
    expect(first.messages).toEqual(["all 1", "now 2", "now 3"]);
  });

  it("asks its feed for nothing, and sets no timer, while nobody listens", async () => {
    const { hub, create, feed, clock } = makeHub();
    const leaves = [makeListener(), makeListener()].map(({ subscriber }) =>
      hub.join("one", create, subscriber),
    );
    expect(feed.countListeners()).toBe(1);
    for (const leave of leaves) leave();
    for (const leave of leaves) leave();
    expect(feed.countListeners()).toBe(0);
    expect(clock.countTimers()).toBe(0);
    expect(hub.countSubscribers()).toBe(0);
  });

  it("ends everybody when it closes", () => {
    const { hub, create, clock } = makeHub();
    const { subscriber, state } = makeListener();
    hub.join("one", create, subscriber);
    hub.close();
    expect(state.isEnded).toBe(true);
    expect(clock.countTimers()).toBe(0);
  });
});
