import type { Clock } from "../../model/clock.ts";
import type { SnapshotFeed } from "../../model/snapshot.ts";
import { type Channel, encode, type Subscriber } from "./channel.ts";

/** Changes that come within this time are told as one, milliseconds. */
const BURST_MS = 40;
/** How often a subscriber that fell behind is looked at. */
const LOOK_MS = 200;
/** How often channels are asked where time alone can change what is seen. */
const TICK_MS = 10_000;
/** A subscriber with more than this waiting is told no changes, until it can take a snapshot. */
const MOST_WAITING = 1_000_000;

/** Tells every subscriber what becomes of what it looks at. */
export interface Hub {
  /**
   * Sends a snapshot, then changes. Whoever looks at the same thing shares a channel by its key, so
   * that each change is put into words once. Returns the way to stop.
   */
  join(key: string, createChannel: () => Channel, subscriber: Subscriber): () => void;
  countSubscribers(): number;
  /** Looks at a channel again, for what is not in the feed. */
  touch(key: string): void;
  close(): void;
}

interface Listener {
  readonly subscriber: Subscriber;
  /** True until it can take a snapshot. */
  isBehind: boolean;
}

interface Room {
  readonly channel: Channel;
  readonly listeners: Set<Listener>;
  /** The last snapshot, encoded once for all who come; null where something happened since. */
  snapshot: Uint8Array | null;
}

/** Creates a hub over a feed; it costs nothing while nobody listens. */
export function createHub(feed: SnapshotFeed, clock: Clock): Hub {
  const rooms = new Map<string, Room>();
  let cancelFlush: (() => void) | null = null;
  let cancelLook: (() => void) | null = null;
  let cancelTick: (() => void) | null = null;
  let flushedAtMs = Number.NEGATIVE_INFINITY;
  let leaveFeed: (() => void) | null = null;

  function scheduleFlush(): void {
    const waitMs = Math.max(0, flushedAtMs + BURST_MS - clock.now());
    cancelFlush ??= clock.setTimer(flush, waitMs);
  }

  function flush(): void {
    cancelFlush = null;
    flushedAtMs = clock.now();
    for (const room of rooms.values()) tellChange(room);
  }

  function tellChange(room: Room): void {
    const message = room.channel.update();
    if (message === null) return;
    room.snapshot = null;
    const bytes = encode(message);
    for (const listener of room.listeners) {
      if (listener.subscriber.countWaiting() > MOST_WAITING) fallBehind(listener);
      if (!listener.isBehind) listener.subscriber.send(bytes);
    }
  }

  function fallBehind(listener: Listener): void {
    listener.isBehind = true;
    cancelLook ??= clock.setTimer(lookAgain, LOOK_MS);
  }

  /** Gives a fresh snapshot to those who have caught up. */
  function lookAgain(): void {
    cancelLook = null;
    for (const room of rooms.values()) {
      for (const listener of room.listeners) {
        if (!listener.isBehind) continue;
        if (listener.subscriber.countWaiting() > 0) fallBehind(listener);
        else tellSnapshot(room, listener);
      }
    }
  }

  function tellSnapshot(room: Room, listener: Listener): void {
    listener.isBehind = false;
    room.snapshot ??= encode(room.channel.renderSnapshot());
    listener.subscriber.send(room.snapshot);
  }

  function tick(): void {
    cancelTick = clock.setTimer(tick, TICK_MS);
    for (const room of rooms.values()) {
      // Times in it grow old, and who comes seldom need not have it kept for them.
      room.snapshot = null;
      if (room.channel.dependsOnTime) tellChange(room);
    }
  }

  function openRoom(key: string, createChannel: () => Channel): Room {
    const channel = createChannel();
    channel.update();
    const room: Room = { channel, listeners: new Set(), snapshot: null };
    rooms.set(key, room);
    leaveFeed ??= feed.subscribe(scheduleFlush);
    cancelTick ??= clock.setTimer(tick, TICK_MS);
    return room;
  }

  function leave(key: string, listener: Listener): void {
    const room = rooms.get(key);
    if (!room?.listeners.delete(listener) || room.listeners.size > 0) return;
    rooms.delete(key);
    room.channel.close?.();
    if (rooms.size === 0) rest();
  }

  function rest(): void {
    leaveFeed?.();
    cancelFlush?.();
    cancelLook?.();
    cancelTick?.();
    leaveFeed = cancelFlush = cancelLook = cancelTick = null;
  }

  return {
    join(key, createChannel, subscriber) {
      const known = rooms.get(key);
      const room = known ?? openRoom(key, createChannel);
      // What has happened since the last flush goes to those who are here already.
      if (known) tellChange(known);
      const listener: Listener = { subscriber, isBehind: false };
      room.listeners.add(listener);
      tellSnapshot(room, listener);
      return () => leave(key, listener);
    },
    countSubscribers() {
      return [...rooms.values()].reduce((sum, { listeners }) => sum + listeners.size, 0);
    },
    touch(key) {
      const room = rooms.get(key);
      if (room) tellChange(room);
    },
    close() {
      for (const room of rooms.values()) {
        for (const { subscriber } of room.listeners) subscriber.end();
        room.channel.close?.();
      }
      rooms.clear();
      rest();
    },
  };
}
