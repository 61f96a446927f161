import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { cleanText } from "../../../src/model/clean-text.ts";
import { GROUPINGS } from "../../../src/model/group.ts";
import { dropMuted } from "../../../src/model/mute.ts";
import { listOffers } from "../../../src/model/offers.ts";
import { RUN_STATUSES } from "../../../src/model/run-status.ts";
import type { Snapshot } from "../../../src/model/snapshot.ts";
import { countStatuses } from "../../../src/model/status-counts.ts";
import { KEY_TABLE } from "../../../src/ui/keys/key-table.ts";
import { composeScreen } from "../../../src/ui/screen/compose-screen.ts";
import { planScreen } from "../../../src/ui/screen/plan-screen.ts";
import { createRowComposer } from "../../../src/ui/screen/row-composer.ts";
import { reduceScreen } from "../../../src/ui/state/reduce-screen.ts";
import { countRepositories } from "../../../src/ui/state/repositories.ts";
import { createScreenState, type ScreenState } from "../../../src/ui/state/screen-state.ts";
import { arrangeRows } from "../../../src/ui/state/table-lines.ts";
import { createViewCounter } from "../../../src/ui/state/view-counts.ts";
import { measureNames, planColumns } from "../../../src/ui/table/columns.ts";
import { selectGlyphs } from "../../../src/ui/table/glyphs.ts";
import { createTheme } from "../../../src/ui/table/theme.ts";
import { hostileText, UNWANTED } from "../../helpers/hostile-text.ts";
import { ago, makePipeline, makeSource, makeTarget, NOW } from "../make-pipeline.ts";

/** A name as a transform hands it on; none is empty. */
const name = hostileText.map((text) => cleanText(text) || "-");

const pipeline = fc
  .record({
    source: name,
    repo: name,
    branch: name,
    workflow: name,
    actor: fc.option(name),
    event: fc.option(name),
    status: fc.constantFrom(...RUN_STATUSES),
    commit: fc.record({ sha: fc.option(name), message: fc.option(name) }),
    conclusion: fc.option(name),
  })
  .map((changes) => makePipeline(changes, ["success", "failed"]));

const source = fc.record({ name, message: name, hint: name, target: name }).map((texts) =>
  makeSource({
    name: texts.name,
    state: "failing",
    error: { kind: "timeout", message: texts.message, hint: texts.hint, status: 0, since: ago(60) },
    targets: [makeTarget({ id: texts.target, state: "failing" })],
  }),
);

interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The lines of one frame, as the screen makes them. */
function compose(snapshot: Snapshot, start: ScreenState, viewName: string, size: Size) {
  const { columns, rows: height } = size;
  const { pipelines, sources } = snapshot;
  const views = [{ name: viewName, filter: viewName }];
  const { rows, lines } = arrangeRows(pipelines, start.arrangement);
  const plan = planScreen({
    columns,
    rows: height,
    bar: true,
    titles: rows.length > 0,
    errors: sources.length,
    preview: false,
    report: 0,
    asks: false,
  });
  const page = plan.kind === "full" ? Math.max(1, plan.body) : 1;
  const state = reduceScreen(start, { type: "rows", rows, lines, page });
  const layout = planColumns(columns, measureNames(pipelines));
  const mutes = state.attention.mutes;
  return composeScreen({
    snapshot,
    state,
    settings: { ascii: false, colour: 3, theme: "dark", views, title: viewName },
    style: {
      ascii: false,
      glyphs: selectGlyphs(false),
      theme: createTheme("dark", 3),
      width: columns,
      now: NOW,
      keyTable: KEY_TABLE,
    },
    plan,
    layout,
    isOld: () => false,
    counts: countStatuses(dropMuted(rows, mutes)),
    viewCounts: createViewCounter(views, [])(pipelines, state.attention, NOW),
    muted: mutes.size,
    composeRow: createRowComposer(layout),
    found: countRepositories(pipelines),
    help: [],
    offers: listOffers(undefined, undefined, null),
    canMark: false,
  });
}

const start = fc
  .record({
    filter: name,
    grouping: fc.constantFrom(...GROUPINGS),
    notice: fc.option(name),
    mode: fc.constantFrom("table", "filter", "picker"),
    isMarked: fc.boolean(),
  })
  .map(({ filter, grouping, notice, mode, isMarked }) => (snapshot: Snapshot): ScreenState => {
    const fresh = createScreenState(filter, null);
    const keys = isMarked ? snapshot.pipelines.map(({ key }) => key) : [];
    return {
      ...fresh,
      mode,
      notice,
      arrangement: { ...fresh.arrangement, grouping, pinned: new Set(keys.slice(0, 1)) },
      attention: {
        mutes: new Map(keys.slice(1, 2).map((key) => [key, null])),
        unseen: new Set(keys),
      },
    };
  });

const size = fc.record({
  columns: fc.oneof(
    fc.constantFrom(160, 120, 100, 80, 60, 40, 39, 12, 1),
    fc.integer({ min: 30, max: 200 }),
  ),
  rows: fc.constantFrom(40, 30, 20, 12, 12, 6, 5, 4, 1),
});

describe("whatever names there are in any field", () => {
  it("every line keeps within the pane, and holds no control but our own colours", () => {
    let lines = 0;
    const frame = fc.record({
      snapshot: fc.record({
        pipelines: fc.uniqueArray(pipeline, { selector: ({ key }) => key, maxLength: 8 }),
        sources: fc.array(source, { maxLength: 3 }),
      }),
      begin: start,
      viewName: name,
      size,
    });
    fc.assert(
      fc.property(frame, ({ snapshot, begin, viewName, size: pane }) => {
        const composed = compose(snapshot, begin(snapshot), viewName, pane);
        expect(composed.length).toBeLessThanOrEqual(pane.rows);
        for (const { text, label = "" } of composed) {
          lines += 1;
          expect(stringWidth(text)).toBeLessThanOrEqual(pane.columns);
          expect(text.replace(/\x1b\[[\d;]*m/gu, "")).not.toMatch(UNWANTED);
          expect(label).not.toMatch(UNWANTED);
        }
      }),
      { numRuns: 300 },
    );
    expect(lines).toBeGreaterThan(1_000);
  });
});
