import { vi } from "vitest";
import type { Snapshot, SnapshotFeed } from "../../src/model/snapshot.ts";

/** A feed that says what a test lets it say. */
export interface TestFeed extends SnapshotFeed {
  set(snapshot: Snapshot): void;
  countListeners(): number;
}

/** Makes a feed that begins with a snapshot. */
export function makeFeed(first: Snapshot): TestFeed {
  const listeners = new Set<() => void>();
  let snapshot = first;
  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh: vi.fn(),
    show: vi.fn(),
    set(next) {
      snapshot = next;
      for (const listener of listeners) listener();
    },
    countListeners: () => listeners.size,
  };
}
