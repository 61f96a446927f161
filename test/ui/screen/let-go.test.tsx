import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it, vi } from "vitest";
import { handOver } from "../../../src/cli/hand-over.ts";
import { makeSnapshot } from "../make-pipeline.ts";
import { showScreen } from "../show-screen.tsx";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** The rows of an earlier start that nobody else holds. */
function createLastRows() {
  const last = makeSnapshot();
  return { takeSnapshot: handOver(last), held: new WeakRef(last) };
}

it("lets go of rows that newer ones have taken the place of", async () => {
  const { takeSnapshot, held: last } = createLastRows();
  const keepsake = { memory: null, takeSnapshot, remember() {} };
  const { feed, press, text } = await showScreen({ keepsake });
  const first = new WeakRef(feed.getSnapshot().pipelines);
  for (let turn = 0; turn < 5; turn += 1) {
    feed.replace(makeSnapshot());
    await press("j");
    await press("k");
  }
  expect(text()).toContain("acme/api");
  await vi.waitFor(
    () => {
      collect();
      expect([last.deref(), first.deref()]).toEqual([undefined, undefined]);
    },
    { timeout: 20_000, interval: 50 },
  );
});
