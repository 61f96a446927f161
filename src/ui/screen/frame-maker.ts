import { keepLast } from "../../model/keep-last.ts";
import type { KeyMap } from "../../model/key-actions.ts";
import { dropMuted } from "../../model/mute.ts";
import { createOldRowTest } from "../../model/old-rows.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type { RunDesk } from "../../model/run-desk.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { countStatuses } from "../../model/status-counts.ts";
import { findOffers } from "../act/find-run.ts";
import { remapKeys } from "../keys/remap-keys.ts";
import { isNarrowed } from "../state/narrowing.ts";
import { countRepositories, type RepoCount, searchRepositories } from "../state/repositories.ts";
import { findGround, type ScreenEvent, type ScreenState } from "../state/screen-state.ts";
import { arrangeRows } from "../state/table-lines.ts";
import { readInput } from "../state/text-input.ts";
import { measureNames, planColumns } from "../table/columns.ts";
import { selectGlyphs } from "../table/glyphs.ts";
import { createTheme } from "../table/theme.ts";
import { listTroubled } from "./compose-errors.ts";
import { composeHelp } from "./compose-help.ts";
import { listQuestionLines } from "./compose-question.ts";
import { listReportLines } from "./compose-report.ts";
import { composeScreen } from "./compose-screen.ts";
import { createCountViews } from "./count-views.ts";
import { planScreen, type ScreenPlan } from "./plan-screen.ts";
import { createRowComposer } from "./row-composer.ts";
import { createRowFinder } from "./row-finder.ts";
import type { ScreenSettings } from "./screen-settings.ts";
import type { ScreenLine, ScreenStyle } from "./screen-style.ts";

/** What a frame follows from. */
export interface FrameGround {
  readonly snapshot: Snapshot;
  readonly settings: ScreenSettings;
  /** Without it nothing is offered to be done. */
  readonly desk: RunDesk | undefined;
  /** Of the terminal. */
  readonly columns: number;
  readonly height: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The state before the rows are known that are about to be drawn. */
  readonly state: ScreenState;
  /** The state over these rows. */
  settle(rows: Omit<ScreenEvent & { readonly type: "rows" }, "type">): ScreenState;
}

/** A frame, and what of its making others need. */
export interface MadeFrame {
  readonly lines: readonly ScreenLine[];
  readonly state: ScreenState;
  readonly plan: ScreenPlan;
  readonly style: ScreenStyle;
  /** How far the help can be scrolled. */
  readonly helpOverflow: number;
  /** All repositories of the last frame by name. */
  readRepositories(): readonly RepoCount[];
}

const BUILT_IN: KeyMap = {};

const NO_ROWS: readonly Pipeline[] = [];

/** Makes a maker of frames, which does again only what is different from the last one. */
export function createFrameMaker(): (ground: FrameGround) => MadeFrame {
  const findRows = createRowFinder();
  const arrange = keepLast(arrangeRows);
  const findOpened = keepLast(findByKey);
  const makeStyle = createStyleMaker();
  const makeParts = createPartsMaker();
  const countViews = createCountViews();
  return (ground) => {
    const { snapshot, settings, desk, columns, height, now } = ground;
    const sorted = findRows(snapshot.pipelines, ground.state, settings, now);
    const { rows, lines } = arrange(sorted, ground.state.arrangement);
    const style = makeStyle(settings, columns, now);
    const plan = planFrame(style, height, ground.state, rows.length, snapshot, settings);
    const opened = findOpened(snapshot.pipelines, ground.state.run?.pipeline.key);
    const page = plan.kind === "full" ? Math.max(1, plan.body) : 1;
    const side = plan.kind === "full" && desk ? plan.side : 0;
    const state = ground.settle({ rows, lines, page, opened, preview: side > 0 });
    const parts = makeParts(snapshot, state, style, side, desk);
    const isBarShown = plan.kind === "full" && plan.bar;
    const counted = isBarShown ? snapshot.pipelines : NO_ROWS;
    const viewCounts = countViews(counted, state.attention, settings, now);
    return {
      lines: composeScreen({ snapshot, state, settings, style, plan, viewCounts, ...parts }),
      state,
      plan,
      style,
      helpOverflow: plan.kind === "full" ? Math.max(0, parts.help.length - plan.body) : 0,
      readRepositories: parts.readRepositories,
    };
  };
}

/** The repositories that answer what is typed into their list. */
export function findPicked(
  { mode, input }: ScreenState,
  repositories: readonly RepoCount[],
): readonly RepoCount[] {
  return mode === "picker" ? searchRepositories(repositories, readInput(input)) : [];
}

function planFrame(
  style: ScreenStyle,
  rows: number,
  state: ScreenState,
  count: number,
  { sources, pipelines }: Snapshot,
  { views }: ScreenSettings,
): ScreenPlan {
  const { narrowing } = state;
  const mode = findGround(state);
  const typing = mode === "search" || mode === "filter" || mode === "picker";
  const isAlone = mode === "help" || mode === "run" || mode === "log" || mode === "form";
  const bar = !isAlone && (typing || views.length > 0 || isNarrowed(narrowing));
  const titles = count > 0 && (mode === "table" || mode === "filter");
  // Without any row the faults stand in the place of the rows.
  const errors = pipelines.length === 0 ? 0 : listTroubled(sources).length;
  const preview = state.wantsPreview;
  const asks = state.ask !== null;
  const words = asks
    ? listQuestionLines(state.ask, style)
    : listReportLines(state.report, style.width);
  const needs = { columns: style.width, rows, bar, titles, errors, preview };
  return planScreen({ ...needs, report: words.length, asks });
}

function createStyleMaker() {
  const makeTheme = keepLast(createTheme);
  const makeKeys = keepLast(remapKeys);
  return (settings: ScreenSettings, width: number, now: number): ScreenStyle => {
    const { ascii, theme: name, colour, keys = BUILT_IN } = settings;
    const theme = makeTheme(name, colour);
    return { ascii, glyphs: selectGlyphs(ascii), theme, keyTable: makeKeys(keys), width, now };
  };
}

function findByKey(pipelines: readonly Pipeline[], key: string | undefined): Pipeline | undefined {
  return key === undefined ? undefined : pipelines.find((one) => one.key === key);
}

function createPartsMaker() {
  const measure = keepLast(measureNames);
  const plan = keepLast(planColumns);
  const makeComposer = keepLast(createRowComposer);
  const drop = keepLast(dropMuted);
  const count = keepLast(countStatuses);
  const makeOldTest = keepLast(createOldRowTest);
  // Counting 10,000 rows is for those who ask for it, and once a snapshot.
  const countAll = keepLast(countRepositories);
  let shown: readonly Pipeline[] = NO_ROWS;
  // One for all frames: each by itself would hold the rows of its frame as long as somebody holds it.
  const readRepositories = () => countAll(shown);
  return (
    { pipelines, sources }: Snapshot,
    state: ScreenState,
    style: ScreenStyle,
    side: number,
    desk: RunDesk | undefined,
  ) => {
    const { mode, rows } = state;
    shown = pipelines;
    // Beside the rows the commit stands whole.
    const layout = plan(style.width - side, measure(pipelines), side === 0);
    const heard = drop(rows, state.attention.mutes);
    return {
      layout,
      composeRow: makeComposer(layout),
      counts: count(heard),
      muted: rows.length - heard.length,
      isOld: makeOldTest(sources),
      readRepositories,
      found: mode === "picker" ? findPicked(state, readRepositories()) : [],
      help: mode === "help" ? composeHelp(style, state.before, desk) : [],
      offers: findOffers(desk, state),
      canMark: desk?.mayChange ?? false,
    };
  };
}
