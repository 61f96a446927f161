import { useWindowSize } from "ink";
import { type ReactElement, useMemo, useState, useSyncExternalStore } from "react";
import { type Clock, createSystemClock } from "../../model/clock.ts";
import type { KeyMap } from "../../model/key-actions.ts";
import { dropMuted } from "../../model/mute.ts";
import { listOffers } from "../../model/offers.ts";
import { createOldRowTest } from "../../model/old-rows.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type { RunDesk } from "../../model/run-desk.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { countStatuses } from "../../model/status-counts.ts";
import { findOffers, findRun } from "../act/find-run.ts";
import type { KeyAction } from "../keys/key-binding.ts";
import { remapKeys } from "../keys/remap-keys.ts";
import { showActionKey } from "../keys/show-key.ts";
import type { LogFiles } from "../log/log-files.ts";
import { useLogFiles } from "../log/use-log-files.ts";
import type { MouseSource } from "../mouse/mouse-input.ts";
import { useMouse } from "../mouse/use-mouse.ts";
import { type SignalParts, useSignals } from "../notify/use-signals.ts";
import type { Painter } from "../paint/painter.ts";
import { isNarrowed } from "../state/narrowing.ts";
import { recallState } from "../state/remember.ts";
import { countRepositories, type RepoCount, searchRepositories } from "../state/repositories.ts";
import { findGround, type ScreenState } from "../state/screen-state.ts";
import { arrangeRows } from "../state/table-lines.ts";
import { readInput } from "../state/text-input.ts";
import { measureNames, planColumns } from "../table/columns.ts";
import { selectGlyphs } from "../table/glyphs.ts";
import { createTheme } from "../table/theme.ts";
import { Canvas } from "./canvas.tsx";
import { listTroubled } from "./compose-errors.ts";
import { composeHelp } from "./compose-help.ts";
import { listQuestionLines } from "./compose-question.ts";
import { listReportLines } from "./compose-report.ts";
import { composeScreen, listWatched } from "./compose-screen.ts";
import { countsSeconds } from "./next-change.ts";
import { planScreen, type ScreenPlan } from "./plan-screen.ts";
import { createRowComposer } from "./row-composer.ts";
import type { ScreenSettings } from "./screen-settings.ts";
import type { ScreenStyle } from "./screen-style.ts";
import { type Outside, useEffects } from "./use-effects.ts";
import { useKeys } from "./use-keys.ts";
import { type Keepsake, useMemory } from "./use-memory.ts";
import { useNews } from "./use-news.ts";
import { usePreview } from "./use-preview.ts";
import { useRows } from "./use-rows.ts";
import { useRunActions } from "./use-run-actions.ts";
import { useScreenState } from "./use-screen-state.ts";
import { useShown } from "./use-shown.ts";
import { useTick } from "./use-tick.ts";
import { useViewCounts } from "./use-view-counts.ts";
import { useWatches } from "./use-watches.ts";

const BUILT_IN: KeyMap = {};

const NO_ROWS: readonly Pipeline[] = [];

/** What the screen is made from. */
export interface ScreenProps extends Omit<Outside, "refreshRun" | "copyKey"> {
  readonly settings: ScreenSettings;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Asks about runs and acts on them; without it the screen only shows. */
  readonly desk?: RunDesk | undefined;
  /** Takes logs beyond the screen; without it they stay on it. */
  readonly logFiles?: LogFiles | undefined;
  /** Times what is asked about an open run; the system's where it is left out. */
  readonly clock?: Clock;
  /** The mouse, where it is on. */
  readonly mouse?: MouseSource | undefined;
  /** What is remembered; without it the screen starts as new and is forgotten. */
  readonly keepsake?: Keepsake | undefined;
  /** What is told beyond the frame; without it nothing is. */
  readonly signals?: SignalParts | undefined;
  /** Paints the frames; without it Ink draws them. */
  readonly painter?: Painter | undefined;
}

/** The whole screen: the snapshot and the keys go in, one line for each line of the terminal comes out. */
export function Screen(props: ScreenProps): ReactElement {
  const { feed, settings, desk } = props;
  const [clock] = useState(() => props.clock ?? createSystemClock());
  const { columns, rows: height } = useWindowSize();
  const [source] = useState(() => ({
    subscribe: (listener: () => void) => feed.subscribe(listener),
    read: () => feed.getSnapshot(),
  }));
  const snapshot = useSyncExternalStore(source.subscribe, source.read);
  const { keepsake } = props;
  const [create] = useState(() => () => startState(settings, keepsake));
  const handle = useScreenState(create);
  const now = props.now();
  const sorted = useRows(snapshot.pipelines, handle.read(), settings, now);
  const { arrangement } = handle.read();
  const { rows, lines } = useMemo(() => arrangeRows(sorted, arrangement), [sorted, arrangement]);
  const style = useStyle(settings, columns, now);
  const plan = planFrame(style, height, handle.read(), rows.length, snapshot, settings);
  const opened = useOpened(snapshot, handle.read());
  const page = plan.kind === "full" ? Math.max(1, plan.body) : 1;
  const side = plan.kind === "full" && desk ? plan.side : 0;
  const state = handle.settle({ rows, lines, page, opened, preview: side > 0 });
  const parts = useParts(snapshot, state, style, side, desk);
  const helpOverflow = plan.kind === "full" ? Math.max(0, parts.help.length - plan.body) : 0;
  const watches = useWatches(desk, clock, state, handle);
  const copyKey = showActionKey(style, "table", "copy-url");
  const act = useEffects({ ...props, copyKey, refreshRun: watches.refresh }, handle);
  const change = useRunActions({ desk, clock, feed, refresh: watches.refresh }, handle);
  const takeLog = useLogFiles(props.logFiles, handle);
  const look = useMemory(keepsake, settings.views, props.now, state, handle);
  const onAction = (action: KeyAction, key: string): void => {
    look();
    const before = handle.read();
    const index = Number(key) - 1;
    if (action !== "view") {
      // Several keys can come before the next frame: what was drawn last may be old by now.
      const repositories = parts.readRepositories();
      const world = {
        repositories,
        found: findPicked(before, repositories),
        helpOverflow,
        ...listChances(desk, before),
      };
      handle.send({ type: "key", action, world });
    } else if (index < settings.views.length) handle.send({ type: "view", index });
    act(action, key);
    change(action, before);
    takeLog(action);
  };
  useKeys({
    table: style.keyTable,
    readContext: () => handle.read().mode,
    onText: (text) => handle.send({ type: "text", text }),
    onAction,
  });
  usePreview(desk, clock, state, handle);
  useNews(snapshot, keepsake, now, handle);
  const isMuted = (key: string) => handle.read().attention.mutes.has(key);
  useSignals(props.signals, { feed, clock, settings, isMuted });
  useShown(feed, state);
  useTick(props.now, plan.kind === "full" && countsSeconds(listWatched(state)));
  const isBarShown = plan.kind === "full" && plan.bar;
  const seen = { pipelines: isBarShown ? snapshot.pipelines : NO_ROWS, attention: state.attention };
  const viewCounts = useViewCounts(seen, settings, now);
  const frame = composeScreen({ snapshot, state, settings, style, plan, viewCounts, ...parts });
  useMouse(props.mouse, { lines: frame, onAction: (action) => onAction(action, "") }, handle);
  return (
    <Canvas
      lines={frame}
      columns={columns}
      height={plan.kind === "line" ? 1 : height}
      ellipsis={style.glyphs.ellipsis}
      painter={props.painter}
    />
  );
}

/** The repositories that answer what is typed into their list. */
function findPicked(
  { mode, input }: ScreenState,
  repositories: readonly RepoCount[],
): readonly RepoCount[] {
  return mode === "picker" ? searchRepositories(repositories, readInput(input)) : [];
}

function listChances(desk: RunDesk | undefined, state: ScreenState) {
  const run = findRun(state);
  const canOpen = listOffers(desk, run, null).jobs;
  const canOpenLog = canOpen && run !== undefined && desk?.can(run, "log") === true;
  return { canOpen, canOpenLog, canMark: desk?.mayChange === true };
}

function startState(
  { initialFilter = "", repo, views }: ScreenSettings,
  keepsake: Keepsake | undefined,
): ScreenState {
  const asked = repo === undefined ? null : { source: null, repo };
  return recallState(keepsake?.memory ?? null, views, { filter: initialFilter, repo: asked });
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

function useStyle(settings: ScreenSettings, width: number, now: number): ScreenStyle {
  const { ascii, theme: name, colour, keys = BUILT_IN } = settings;
  const glyphs = selectGlyphs(ascii);
  const theme = useMemo(() => createTheme(name, colour), [name, colour]);
  const keyTable = useMemo(() => remapKeys(keys), [keys]);
  return { ascii, glyphs, theme, keyTable, width, now };
}

function useOpened({ pipelines }: Snapshot, { run }: ScreenState): Pipeline | undefined {
  const key = run?.pipeline.key;
  return useMemo(
    () => (key === undefined ? undefined : pipelines.find((one) => one.key === key)),
    [pipelines, key],
  );
}

function useParts(
  { pipelines, sources }: Snapshot,
  state: ScreenState,
  style: ScreenStyle,
  side: number,
  desk: RunDesk | undefined,
) {
  const { width } = style;
  const { mode, rows } = state;
  const names = useMemo(() => measureNames(pipelines), [pipelines]);
  const layout = useMemo(() => planColumns(width - side, names), [width, side, names]);
  const rowComposer = useMemo(() => createRowComposer(layout), [layout]);
  const { mutes } = state.attention;
  const heard = useMemo(() => dropMuted(rows, mutes), [rows, mutes]);
  const counts = useMemo(() => countStatuses(heard), [heard]);
  const muted = rows.length - heard.length;
  const isOld = useMemo(() => createOldRowTest(sources), [sources]);
  const readRepositories = useMemo(
    () => keepResult(() => countRepositories(pipelines)),
    [pipelines],
  );
  const found = mode === "picker" ? findPicked(state, readRepositories()) : [];
  const help = mode === "help" ? composeHelp(style, state.before, desk) : [];
  const offers = findOffers(desk, state);
  const canMark = desk?.mayChange ?? false;
  const lists = { readRepositories, found, help };
  return { layout, composeRow: rowComposer, counts, muted, isOld, ...lists, offers, canMark };
}

// Counting 10,000 rows is for those who ask for it, and once a snapshot.
function keepResult<T>(compute: () => T): () => T {
  let kept: { readonly value: T } | null = null;
  return () => {
    kept ??= { value: compute() };
    return kept.value;
  };
}
