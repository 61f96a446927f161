import { cleanup } from "ink-testing-library";
import stringWidth from "string-width";
import { afterEach, describe, expect, it } from "vitest";
import { makePipeline, makeSnapshot } from "../make-pipeline.ts";
import { KEYS, showScreen } from "../show-screen.tsx";

afterEach(cleanup);

const PIPELINES = [
  ...makeSnapshot().pipelines,
  makePipeline({ repo: "acme/web", branch: "main", status: "failed" }),
];

describe("a grouped table", () => {
  it("has a header for each group with its worst sign and its counts", async () => {
    const { press, lines } = await showScreen({ snapshot: makeSnapshot({ pipelines: PIPELINES }) });
    await press("z");
    const shown = lines().map((line) => line.trimEnd());
    expect(shown[2]).toBe("▌✗ ▾ acme/api  1 row  ✗ 1");
    expect(shown[4]).toBe(" ✗ ▾ acme/web  2 rows  ✗ 1  ● 1");
    expect(shown[7]).toBe(" ✓ ▾ team/nightly  1 row  ✓ 1");
    expect(shown.at(-1)).toContain("grouped by repository");
  });

  it("shows one commit of several vendors as one group", async () => {
    const { press, lines } = await showScreen();
    await press("z", "z", "z", "z");
    expect(lines()[2]).toMatch(/^▌✗ ▾ 9f31c0e Fix token refresh {2}3 rows {2}✗ 1 {2}● 1 {2}✓ 1/u);
  });

  it("folds and opens a group by ← and →, and tells so in the foot", async () => {
    const { press, text, lines } = await showScreen({
      snapshot: makeSnapshot({ pipelines: PIPELINES }),
    });
    await press("z", "j", "\x1b[D");
    expect(lines()[2]).toMatch(/^▌✗ ▸ acme\/api/u);
    expect(lines()[3]).toMatch(/▾ acme\/web/u);
    expect(lines().at(-1)).toContain("←→ fold");
    expect(lines().at(-1)).toMatch(/1\/4$/u);
    await press("\x1b[C", "j");
    expect(text()).toMatch(/▌✗ acme\/api/u);
  });

  it("tells the feed of no row that is folded away", async () => {
    const { press, feed } = await showScreen();
    await press("z", "Z");
    expect(feed.shown()).toEqual([]);
  });

  it.each([160, 100, 60, 40])("keeps within %d columns, whatever its titles", async (columns) => {
    const pipelines = [
      makePipeline({ repo: `組織/${"日本".repeat(60)}`, status: "failed" }),
      makePipeline({ repo: "x".repeat(300) }),
    ];
    const { press, lines } = await showScreen({ columns, snapshot: makeSnapshot({ pipelines }) });
    for (const key of ["z", "j", "Z", "Z", "z", "z", "z", KEYS.up]) {
      await press(key);
      for (const line of lines()) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    }
  });
});
