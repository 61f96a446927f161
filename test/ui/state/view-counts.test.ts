import { describe, expect, it, vi } from "vitest";
import { toggleMute } from "../../../src/model/mute.ts";
import type { Pipeline } from "../../../src/model/pipeline.ts";
import { ATTENTIVE } from "../../../src/ui/state/attention.ts";
import { createViewCounter } from "../../../src/ui/state/view-counts.ts";
import { ago, makePipeline, NOW } from "../make-pipeline.ts";

const VIEWS = [
  { name: "Mine", filter: "actor:@me" },
  { name: "Fresh", filter: "age:<5m" },
  { name: "Web", filter: "web" },
];

const API = makePipeline({ status: "failed" });
const WEB = makePipeline({ repo: "acme/web", actor: "bo", finishedAt: ago(900) });
const NIGHT = makePipeline({ repo: "acme/web", branch: "night", actor: "bo", status: "failed" });
const ROWS = [API, WEB, NIGHT];

const unseen = (...rows: readonly Pipeline[]) => ({
  ...ATTENTIVE,
  unseen: new Set(rows.map(({ key }) => key)),
});

describe("the counts of the views", () => {
  it("are how many rows are in each, also by age and by words", () => {
    const counts = createViewCounter(VIEWS, ["ana"])(ROWS, ATTENTIVE, NOW);
    expect(counts.all.rows).toBe(3);
    expect(counts.failing.rows).toBe(2);
    expect(counts.views.map(({ rows }) => rows)).toEqual([1, 2, 2]);
  });

  it("follow the rows and the time", () => {
    const count = createViewCounter(VIEWS, ["ana"]);
    count(ROWS, ATTENTIVE, NOW);
    const taken = makePipeline({ repo: "acme/web", actor: "ana", finishedAt: ago(900) });
    const later = count([API, taken, NIGHT], ATTENTIVE, NOW + 600_000);
    expect(later.views.map(({ rows }) => rows)).toEqual([2, 0, 2]);
  });

  it("want a look where something fails that was not seen and is not muted", () => {
    const count = createViewCounter(VIEWS, ["ana"]);
    const looks = (attention: typeof ATTENTIVE) => {
      const { all, views } = count(ROWS, attention, NOW);
      return [all, ...views].map(({ wantsLook }) => wantsLook);
    };
    expect(looks(ATTENTIVE)).toEqual([false, false, false, false]);
    expect(looks(unseen(WEB))).toEqual([false, false, false, false]);
    expect(looks(unseen(NIGHT))).toEqual([true, false, true, true]);
    const muted = { ...unseen(NIGHT, API), mutes: toggleMute(ATTENTIVE.mutes, NIGHT) };
    expect(looks(muted)).toEqual([true, true, true, false]);
    expect(count(ROWS, muted, NOW).failing.rows).toBe(1);
  });

  it("ask the filters only about rows that have changed", () => {
    const asked = vi.fn(() => "ana");
    const rows = Array.from({ length: 200 }, (_, index) => {
      const row = makePipeline({ branch: String(index) });
      return { ...row, latest: Object.defineProperty({ ...row.latest }, "actor", { get: asked }) };
    });
    const count = createViewCounter([{ name: "Mine", filter: "actor:ana" }], []);
    expect(count(rows, ATTENTIVE, NOW).views[0]?.rows).toBe(200);
    const times = asked.mock.calls.length;
    expect(times).toBeGreaterThanOrEqual(200);
    const changed = makePipeline({ branch: "0", actor: "bo" });
    expect(count([changed, ...rows.slice(1)], ATTENTIVE, NOW).views[0]?.rows).toBe(199);
    expect(asked.mock.calls.length).toBe(times);
  });

  it("are of nine views at most, as many as there are keys", () => {
    const views = Array.from({ length: 12 }, () => ({ name: "x", filter: "" }));
    expect(createViewCounter(views, [])(ROWS, ATTENTIVE, NOW).views).toHaveLength(9);
  });
});
