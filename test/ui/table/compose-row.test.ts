import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { cleanText } from "../../../src/model/clean-text.ts";
import { RUN_STATUSES } from "../../../src/model/run-status.ts";
import { measureNames, planColumns } from "../../../src/ui/table/columns.ts";
import { composeHeader, composeRow, describeRow } from "../../../src/ui/table/compose-row.ts";
import { selectGlyphs } from "../../../src/ui/table/glyphs.ts";
import { createTheme } from "../../../src/ui/table/theme.ts";
import { ago, makePipeline, NOW } from "../make-pipeline.ts";

const STYLE = { glyphs: selectGlyphs(false), theme: createTheme("dark", 0), now: NOW };
const PLAIN = { selected: false, old: false };

const FAILED = makePipeline({ status: "failed", durationSec: 252, conclusion: "failure" }, [
  "success",
  "success",
  "success",
  "success",
  "failed",
  "success",
  "success",
  "failed",
  "success",
]);
const RUNNING = makePipeline(
  { repo: "acme/web", branch: "feat/login", workflow: "e2e", status: "running", actor: null },
  ["success", "success"],
);
const ODD = makePipeline({
  repo: "組織/日本語のリポジトリ",
  branch: "x".repeat(300),
  workflow: "🚀 deploy 👩‍👩‍👧‍👧",
  commit: { sha: "abc", message: `🎉 ${"é".repeat(200)}` },
});
const ROWS = [FAILED, RUNNING, ODD];

describe("a row", () => {
  it.each([200, 160, 140, 120, 119, 100, 99, 80, 79, 60, 40, 39, 20, 8, 3, 1])(
    "is exactly %d columns wide when asked to be, whatever the names",
    (width) => {
      for (const names of [measureNames(ROWS), measureNames([FAILED]), measureNames([])]) {
        const layout = planColumns(width, names);
        for (const level of [0, 1, 2, 3] as const) {
          const style = { ...STYLE, theme: createTheme("dark", level) };
          expect(stringWidth(composeHeader(layout, style, null))).toBe(width);
          for (const row of ROWS) {
            expect(stringWidth(composeRow(row, layout, style, { selected: true, old: true }))).toBe(
              width,
            );
          }
        }
      }
    },
  );

  it("keeps its width for any time a run may take", () => {
    const seconds = fc.oneof(
      fc.integer({ min: -100, max: 4_000 }),
      fc.integer({ min: 0, max: 4e9 }),
    );
    const statuses = fc.constantFrom("running", "queued", "waiting", "success");
    fc.assert(
      fc.property(
        seconds,
        seconds,
        statuses,
        fc.integer({ min: 40, max: 200 }),
        (run, past, status, width) => {
          const times = { startedAt: ago(run), queuedAt: ago(run), durationSec: run };
          const row = makePipeline({ status, ...times });
          const before = makePipeline({ durationSec: past }).latest;
          const line = composeRow(
            { ...row, history: [row.latest, before] },
            planColumns(width, measureNames([row])),
            STYLE,
            PLAIN,
          );
          expect(stringWidth(line)).toBe(width);
        },
      ),
    );
  });

  it("keeps its width for any names and any state", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 60 }).map((value) => cleanText(value));
    fc.assert(
      fc.property(
        fc.record({ repo: text, branch: text, workflow: text, actor: text }),
        fc.constantFrom(...RUN_STATUSES),
        fc.integer({ min: 1, max: 200 }),
        (names, status, width) => {
          const row = makePipeline({ ...names, status });
          const line = composeRow(row, planColumns(width, measureNames([row])), STYLE, PLAIN);
          expect(stringWidth(line)).toBe(width);
        },
      ),
    );
  });

  const draw = (width: number, rows = [FAILED, RUNNING]) => {
    const layout = planColumns(width, measureNames(rows));
    const lines = rows.map((row, index) =>
      composeRow(row, layout, STYLE, { selected: index === 0, old: false }),
    );
    return [composeHeader(layout, STYLE, { column: "when", reversed: false }), ...lines]
      .map((line) => line.trimEnd())
      .join("\n");
  };

  it("shows everything where there is room", () => {
    expect(draw(160)).toMatchInlineSnapshot(`
      "   REPO      BRANCH      WORKFLOW  STATUS      LAST 10     WHEN ↓    TIME                    COMMIT
      ▌✗ acme/api  main        CI        failed      ✓✓✓✓✗✓✓✗✓✗  2m ago    4m12s                   9f31c0e Fix token refresh — ana
       ● acme/web  feat/login  e2e       running            ✓✓●  now       3m01s  ▰▰▰▱▱ ~2m left   9f31c0e Fix token refresh"
    `);
  });

  it("says what is left in fewer words at 120 columns", () => {
    expect(draw(120)).toMatchInlineSnapshot(`
      "   REPO      BRANCH      WORKFLOW  STATUS      LAST 10     WHEN ↓    TIME               COMMIT
      ▌✗ acme/api  main        CI        failed      ✓✓✓✓✗✓✓✗✓✗  2m ago    4m12s              9f31c0e Fix token refresh — ana
       ● acme/web  feat/login  e2e       running            ✓✓●  now       3m01s  ▰▰▰▱▱ ~2m   9f31c0e Fix token refresh"
    `);
  });

  it("drops the commit below 120 columns", () => {
    expect(draw(119)).toMatchInlineSnapshot(`
      "   REPO      BRANCH      WORKFLOW  STATUS      LAST 10     WHEN ↓    TIME
      ▌✗ acme/api  main        CI        failed      ✓✓✓✓✗✓✓✗✓✗  2m ago    4m12s
       ● acme/web  feat/login  e2e       running            ✓✓●  now       3m01s  ▰▰▰▱▱ ~2m"
    `);
  });

  it("drops the strip below 100 columns", () => {
    expect(draw(80)).toMatchInlineSnapshot(`
      "   REPO      BRANCH      WORKFLOW  STATUS      WHEN ↓    TIME
      ▌✗ acme/api  main        CI        failed      2m ago    4m12s
       ● acme/web  feat/login  e2e       running     now       3m01s  ▰▰▰▱▱"
    `);
  });

  it("keeps the names and the age below 80 columns", () => {
    expect(draw(60)).toMatchInlineSnapshot(`
      "   REPO      BRANCH      WORKFLOW  WHEN↓
      ▌✗ acme/api  main        CI        2m
       ● acme/web  feat/login  e2e       now"
    `);
    expect(draw(40, [FAILED, ODD])).toMatchInlineSnapshot(`
      "   REPO         BRANCH    WORKFLOW WHEN↓
      ▌✗ acme/api     main      CI       2m
       ✓ 組織/…トリ   xxxx…xxxx 🚀 d… 👩‍👩‍👧‍👧 2m"
    `);
  });

  it("says that it may be old in words as well as in grey", () => {
    const wide = composeRow(FAILED, planColumns(120, measureNames(ROWS)), STYLE, {
      selected: false,
      old: true,
    });
    const narrow = composeRow(FAILED, planColumns(60, measureNames(ROWS)), STYLE, {
      selected: false,
      old: true,
    });
    expect(wide).toContain(" failed? ");
    expect(narrow).toMatch(/ 2m\? +$/u);
  });

  it("shows a run as late, and as slow in another colour", () => {
    const late = makePipeline({ status: "running", startedAt: ago(420) }, [
      "success",
      "success",
      "success",
    ]);
    const layout = planColumns(160, measureNames([late]));
    const style = { ...STYLE, theme: createTheme("dark", 2) };
    const line = composeRow(late, layout, style, PLAIN);
    expect(stripVTControlCharacters(line)).toContain("7m00s  ▰▰▰▰▰ +2m late");
    expect(line).toContain(style.theme.alert("▰▰▰▰▰"));
  });

  it("draws nothing above 0x7f in ASCII", () => {
    const style = { ...STYLE, glyphs: selectGlyphs(true) };
    const layout = planColumns(160, { repo: 8, branch: 10, workflow: 4 });
    for (const status of RUN_STATUSES) {
      const row = makePipeline({ status, workflow: "a-rather-long-name" }, [...RUN_STATUSES]);
      expect(composeRow(row, layout, style, { selected: true, old: false })).toMatch(
        /^[\x20-\x7e]+$/u,
      );
    }
  });

  it("has a different sign for each status, all of one column", () => {
    for (const ascii of [true, false]) {
      const signs = Object.values(selectGlyphs(ascii).status);
      expect(new Set(signs).size).toBe(RUN_STATUSES.length);
      expect(signs.map((sign) => stringWidth(sign))).toEqual(signs.map(() => 1));
    }
  });

  it("reads as a sentence aloud", () => {
    expect(describeRow(FAILED, NOW, { old: true })).toBe(
      "acme/api main CI: failed, 2m ago, may be old",
    );
  });
});

it("leaves the room of the commit to the names where it is shown elsewhere", () => {
  const names = { repo: 25, branch: 20, workflow: 12 };
  const widths = (hasCommit: boolean) =>
    Object.fromEntries(
      planColumns(124, names, hasCommit).columns.map(({ id, width }) => [id, width]),
    );
  expect(widths(true)).toMatchObject({ workflow: 12, commit: 22 });
  expect(widths(false)).toMatchObject(names);
  expect(widths(false)).not.toHaveProperty("commit");
});

it("gives long repositories more than long branches, and short names all they want", () => {
  const names = { repo: 25, branch: 20, workflow: 12 };
  const widths = (width: number) =>
    planColumns(width, names)
      .columns.slice(0, 3)
      .map((column) => column.width);
  expect(widths(60)).toEqual([20, 14, 12]);
  expect(widths(40)).toEqual([12, 9, 8]);
});
