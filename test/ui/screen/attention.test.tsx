import { cleanup } from "ink-testing-library";
import { afterEach, describe, expect, it } from "vitest";
import type { Pipeline } from "../../../src/model/pipeline.ts";
import type { RunStatus } from "../../../src/model/run-status.ts";
import { ago, makePipeline, makeSnapshot } from "../make-pipeline.ts";
import { showScreen } from "../show-screen.tsx";

afterEach(cleanup);

/** The same rows after one of them has run once more. */
function runAgain(repo: string, status: RunStatus): readonly Pipeline[] {
  return makeSnapshot().pipelines.map((row) => {
    if (row.repo !== repo) return row;
    const times = { queuedAt: ago(30), startedAt: ago(30), finishedAt: ago(5) };
    const latest = { ...row.latest, ...times, id: "99", status };
    return { ...row, latest, history: [latest, ...row.history] };
  });
}

describe("a muted row", () => {
  it("is dimmed and counts as failing nowhere, until it passes", async () => {
    const { press, lines, text, replace } = await showScreen();
    await press("j", "k", "m");
    expect(lines()[0]).toContain("◦ 1 muted");
    expect(lines()[0]).not.toContain("failing");
    expect(lines()[2]).toMatch(/^▌✗◦acme\/api/u);
    await press("!");
    expect(text()).toContain("Nothing is failing");
    await press("0");
    await replace(makeSnapshot({ pipelines: runAgain("acme/api", "success") }));
    expect(text()).not.toContain("muted");
    expect(text()).toContain("2 passing");
  });

  it("is heard again by the same key", async () => {
    const { press, lines } = await showScreen();
    await press("m", "m");
    expect(lines()[0]).toContain("1 failing");
    expect(lines().at(-1)).toContain("acme/api CI is muted no longer");
  });
});

it("marks a pinned row, and keeps it on top of any order", async () => {
  const { press, lines } = await showScreen();
  await press("G", "p");
  expect(lines()[2]).toMatch(/^▌✓▴team\/nightly/u);
  await press("s", "s", "g", "j");
  expect(lines()[2]).toMatch(/^ ✓▴team\/nightly/u);
  expect(lines()[3]).toMatch(/^▌✗ acme\/api/u);
});

describe("a row in which something happened", () => {
  it("is marked until the selection passes over it", async () => {
    const { press, replace, lines } = await showScreen({ settings: { colour: 0 } });
    await replace(makeSnapshot({ pipelines: runAgain("team/nightly", "waiting") }));
    expect(lines().join("\n")).toMatch(/^•◆ team\/nightly/mu);
    await press("G", "g");
    expect(lines().join("\n")).toMatch(/^ ◆ team\/nightly/mu);
  });

  it("is none where everything is as it was at the start", async () => {
    const { replace, text } = await showScreen();
    await replace(makeSnapshot({ pipelines: makeSnapshot().pipelines.map((row) => ({ ...row })) }));
    expect(text()).not.toContain("•");
  });

  it("marks the header of the group that is folded over it", async () => {
    const { press, replace, lines } = await showScreen();
    await press("z", "Z");
    await replace(makeSnapshot({ pipelines: runAgain("team/nightly", "failed") }));
    await press("g");
    expect(lines().join("\n")).toMatch(/^[•▌]✗ ▸ team\/nightly/mu);
    expect(lines().join("\n")).not.toMatch(/^•✗ ▸ acme\/api/mu);
  });
});

it("says all of it to a screen reader", async () => {
  const { describeRow } = await import("../../../src/ui/table/compose-row.ts");
  const said = describeRow(makePipeline(), Date.parse(ago(0)), {
    old: false,
    pinned: true,
    muted: true,
    unseen: true,
  });
  expect(said).toBe("acme/api main CI: success, 2m ago, new, pinned, muted");
});
