import { parseFilter } from "../../model/filter.ts";
import { formatCount } from "../../model/format-count.ts";
import { dropMuted } from "../../model/mute.ts";
import type { Offers } from "../../model/offers.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { countStatuses, type StatusCounts } from "../../model/status-counts.ts";
import { composeForm } from "../form/compose-form.ts";
import { composeLog } from "../log/compose-log.ts";
import { composeRun } from "../run/compose-run.ts";
import { isNarrowed } from "../state/narrowing.ts";
import type { RepoCount } from "../state/repositories.ts";
import { findGround, type ScreenState } from "../state/screen-state.ts";
import { findPlace, findRow, findSelected } from "../state/selection.ts";
import { type GroupLine, isGroupLine, type TableLine } from "../state/table-lines.ts";
import type { ViewCounts } from "../state/view-counts.ts";
import type { TableLayout } from "../table/columns.ts";
import { composeGroup, describeGroup } from "../table/compose-group.ts";
import { composeHeader, describeRow } from "../table/compose-row.ts";
import { composeBar, composeInput } from "./compose-bar.ts";
import { composeEmpty, explainEmptiness } from "./compose-empty.ts";
import { composeErrors } from "./compose-errors.ts";
import { composeFoot } from "./compose-foot.ts";
import { composePicker } from "./compose-picker.ts";
import { composeAnswerLine, composeQuestion, listQuestionLines } from "./compose-question.ts";
import { composeReport } from "./compose-report.ts";
import { composeSummary, composeTiny } from "./compose-summary.ts";
import { joinPreview } from "./join-preview.ts";
import { countsSeconds } from "./next-change.ts";
import type { ScreenPlan } from "./plan-screen.ts";
import type { RowComposer } from "./row-composer.ts";
import type { ScreenSettings } from "./screen-settings.ts";
import { clip, type ScreenLine, type ScreenStyle } from "./screen-style.ts";

/** All that one frame is made from. */
export interface Frame {
  readonly snapshot: Snapshot;
  readonly state: ScreenState;
  readonly settings: ScreenSettings;
  readonly style: ScreenStyle;
  readonly plan: ScreenPlan;
  readonly layout: TableLayout;
  readonly isOld: (row: Pipeline) => boolean;
  /** Of the rows, without those that are muted. */
  readonly counts: StatusCounts;
  /** What is in each view. */
  readonly viewCounts: ViewCounts;
  /** How many rows are muted. */
  readonly muted: number;
  readonly composeRow: RowComposer;
  /** The lines of the open list of repositories, and of the help. */
  readonly found: readonly RepoCount[];
  readonly help: readonly string[];
  /** What can be asked of the selected run and done to it. */
  readonly offers: Offers;
  /** True where there is anything to be done to marked rows. */
  readonly canMark: boolean;
}

/** Composes a frame: one line for each line of the terminal, none wider than it. */
export function composeScreen(frame: Frame): readonly ScreenLine[] {
  const { plan, state, snapshot, settings, style } = frame;
  if (plan.kind === "line") {
    const loading = snapshot.sources.some((source) => source.state === "loading");
    const { ask } = state;
    const text = ask
      ? composeAnswerLine(ask, false, style)
      : composeTiny(frame.counts, loading, style);
    return [{ key: "tiny", text }];
  }
  const exact = countsSeconds(listWatched(state));
  const { sources } = snapshot;
  const body = composeBody(frame, plan.body).slice(0, plan.body);
  const blanks = Array.from({ length: plan.body - body.length }, (_, index) => ({
    key: `blank ${index}`,
    text: "",
  }));
  const summary = composeSummary(frame, sources, settings.title ?? null, style, exact);
  const header = composeHeader(frame.layout, style, state.sort);
  const errors = composeErrors(sources, plan.errors, style, exact);
  const report = state.ask
    ? composeQuestion(listQuestionLines(state.ask, style), plan.report, style)
    : composeReport(state.report, plan.report, state.mode, style);
  const middle = [...(plan.header ? [{ key: "header", text: header }] : []), ...body, ...blanks];
  const { preview } = state;
  return [
    { key: "summary", text: summary },
    ...(plan.bar ? [composeSecondLine(frame)] : []),
    ...(preview ? joinPreview(middle, preview, plan.side, settings.colour > 0, style) : middle),
    ...errors.map((text, index) => ({ key: `error ${index}`, text })),
    ...report.map((text, index) => ({ key: `report ${index}`, text })),
    ...(plan.foot ? [{ key: "foot", text: composeLastLine(frame) }] : []),
  ];
}

/** The lines in the window. */
function listVisible(state: ScreenState): readonly TableLine[] {
  const { lines, offset, page } = state;
  const mode = findGround(state);
  return mode === "table" || mode === "filter" ? lines.slice(offset, offset + page) : [];
}

/** The pipelines a person looks at: the rows in the window, or that of the open run. */
export function listWatched(state: ScreenState): readonly Pipeline[] {
  if (state.run) return [state.run.pipeline];
  return listVisible(state).flatMap((line) => (isGroupLine(line) ? [] : [line]));
}

function composeSecondLine(frame: Frame): ScreenLine {
  const { state, settings, snapshot, style, found, viewCounts } = frame;
  const { mode, narrowing, input, rows } = state;
  const { problems } = parseFilter(narrowing.filter);
  const compose = (sign: string, remark: string) => ({
    key: "bar",
    text: composeInput(sign, input, remark, style),
  });
  if (mode === "picker") {
    const count = `${found.length} ${found.length === 1 ? "repository" : "repositories"}`;
    return compose("repository", style.theme.quiet(count));
  }
  if (mode === "search") return compose("find", "");
  if (mode === "filter") {
    const count = style.theme.quiet(`${rows.length} of ${snapshot.pipelines.length}`);
    const [problem] = problems;
    return compose("/", problem ? style.theme.alert(problem) : count);
  }
  return composeBar(narrowing, settings.views, viewCounts, problems, style);
}

function composeBody(frame: Frame, height: number): readonly ScreenLine[] {
  const { state, snapshot, settings, style, found, help } = frame;
  const { pipelines, sources } = snapshot;
  const colours = settings.colour > 0;
  switch (findGround(state)) {
    case "help": {
      const shown = help.slice(state.helpOffset, state.helpOffset + height);
      return shown.map((text, index) => ({ key: `help ${index}`, text }));
    }
    case "picker": {
      const failing = pipelines.filter(({ latest }) => latest.status === "failed").length;
      const total = { pipelines: pipelines.length, failing };
      return composePicker(found, state.picked, total, height, style);
    }
    case "run":
      return state.run ? composeRun(state.run, colours, height, style) : [];
    case "log":
    case "search":
      return state.log && state.run
        ? composeLog(state.log, state.run.run, colours, height, style)
        : [];
    case "form":
      return state.form ? composeForm(state.form, height, style) : [];
    case "confirm":
      return [];
    case "table":
    case "filter": {
      if (state.rows.length > 0) return composeRows(frame);
      const lines = composeEmpty(explainEmptiness(snapshot, state), sources, style);
      return lines.map((text, index) => ({ key: `empty ${index}`, text }));
    }
  }
}

function composeRows(frame: Frame): readonly ScreenLine[] {
  const { state, style, isOld, composeRow } = frame;
  const selected = findSelected(state.lines, state.selected) - state.offset;
  return listVisible(state).map((row, index) => {
    if (isGroupLine(row)) return composeHeaderOf(row, index === selected, frame);
    const old = isOld(row);
    const marks = {
      selected: index === selected,
      old,
      asked: state.asked.get(row.key)?.word,
      pinned: state.arrangement.pinned.has(row.key),
      muted: state.attention.mutes.has(row.key),
      marked: state.marked.has(row.key),
      unseen: state.attention.unseen.has(row.key),
    };
    const text = composeRow(row, style, marks);
    const label = describeRow(row, style.now, marks);
    return { key: row.key, text, label: index === selected ? `selected: ${label}` : label };
  });
}

function composeHeaderOf(
  { key, group, folded }: GroupLine,
  selected: boolean,
  { layout, style, state }: Frame,
): ScreenLine {
  const { title, pipelines } = group;
  const counts = countStatuses(dropMuted(pipelines, state.attention.mutes));
  const { unseen } = state.attention;
  const isUnseen = folded && unseen.size > 0 && pipelines.some((one) => unseen.has(one.key));
  const rows = pipelines.length;
  const said = { title, folded, selected, unseen: isUnseen, counts, rows };
  const label = describeGroup(said);
  const text = composeGroup(said, layout.width, style);
  return { key, text, label: selected ? `selected: ${label}` : label };
}

function composeLastLine(frame: Frame): string {
  const { state, snapshot, settings, style, offers, canMark, plan } = frame;
  const { mode, rows, lines, selected, notice, narrowing, ask, form, marked } = state;
  if (ask) return composeAnswerLine(ask, plan.kind === "full" && plan.report > 0, style);
  const field = form?.fields[form.at];
  const isTable = mode === "table" || mode === "filter";
  const chances = {
    rows: !isTable || rows.length > 0,
    pipelines: snapshot.pipelines.length > 0,
    narrowed: isNarrowed(narrowing),
    views: settings.views.length > 0,
    jobs: offers.jobs,
    log: offers.log,
    "whole-log": offers.wholeLog && state.log?.state !== "later",
    rerun: offers.rerun.length > 0,
    cancel: offers.cancel,
    gate: offers.gate,
    trigger: offers.trigger,
    marks: canMark && rows.length > 0,
    choices: field !== undefined && field.choices.length > 0,
    yes: false,
    header: rows.length > 0 && findRow(state) === undefined,
    parts: false,
  };
  const place = isTable ? findPlace(rows, lines, selected) : 0;
  const marks = marked.size === 0 ? "" : `${marked.size} marked ${style.glyphs.dot} `;
  const where = place === 0 ? "" : `${marks}${formatCount(place)}/${formatCount(rows.length)}`;
  const line = composeFoot(mode, chances, notice, where, style);
  return clip(line, style.width, style.glyphs.ellipsis);
}
