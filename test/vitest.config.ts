import { defineConfig } from "vitest/config";

// Vitest's reporter prints failures with Map.groupBy, which Node 20 lacks.
const groupBy = <Key, Item>(items: Iterable<Item>, keyOf: (item: Item, index: number) => Key) => {
  const groups = new Map<Key, Item[]>();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index);
    groups.set(key, [...(groups.get(key) ?? []), item]);
    index += 1;
  }
  return groups;
};
if (!("groupBy" in Map)) Object.assign(Map, { groupBy });

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.{ts,tsx}"],
    testTimeout: 60_000,
    hookTimeout: 30_000,
    // What a quiet machine has at once, a busy one has in seconds.
    expect: { poll: { timeout: 20_000 } },
    env: { TZ: "UTC" },
  },
});
