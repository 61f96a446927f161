import type { Offers } from "../../model/offers.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { RunAction } from "../../model/run-desk.ts";
import { type Ask, type AskChoice, type Deed, nameRun, type Task } from "./ask.ts";
import type { ScreenState } from "./screen-state.ts";
import { findSelected } from "./selection.ts";
import { isGroupLine } from "./table-lines.ts";

const NOTHING: ReadonlySet<string> = new Set();

/** A marked run, and what can be done to it. */
export interface Marked {
  readonly run: PipelineRun;
  readonly offers: Offers;
}

type Phrase = (what: string) => string;

/** Marks the selected row, or all of the selected group, or takes the marks away. */
export function toggleMark(state: ScreenState): ScreenState {
  const { lines } = state;
  const line = lines[findSelected(lines, state.selected)];
  if (!line) return state;
  const keys = (isGroupLine(line) ? line.group.pipelines : [line]).map(({ key }) => key);
  const marked = new Set(state.marked);
  const isMarked = keys.every((key) => marked.has(key));
  for (const key of keys) isMarked ? marked.delete(key) : marked.add(key);
  return { ...state, marked };
}

/** Takes all marks away. */
export function clearMarks(state: ScreenState): ScreenState {
  return state.marked.size === 0 ? state : { ...state, marked: NOTHING };
}

/** The marks of those rows that are still there: what is out of sight is never acted on. */
export function keepMarks(
  marked: ReadonlySet<string>,
  rows: readonly Pipeline[],
): ReadonlySet<string> {
  if (marked.size === 0) return marked;
  const left = rows.filter(({ key }) => marked.has(key));
  return left.length === marked.size ? marked : new Set(left.map(({ key }) => key));
}

/** The runs that keys act on together: those of the marked rows, while the table is shown. */
export function listMarked({ mode, run, rows, marked }: ScreenState): readonly PipelineRun[] {
  if (marked.size === 0 || run !== null || (mode !== "table" && mode !== "confirm")) return [];
  return rows.filter(({ key }) => marked.has(key)).map(({ latest }) => latest);
}

/** What the keys offer where rows are marked: what can be done to any of them. */
export function joinOffers(selected: Offers, marked: readonly Marked[]): Offers {
  return {
    ...selected,
    rerun: marked.flatMap(({ offers }) => offers.rerun),
    cancel: marked.some(({ offers }) => offers.cancel),
    gate: marked.some(({ offers }) => offers.gate),
    trigger: marked.some(({ offers }) => offers.trigger),
  };
}

/** Asks whether to run the marked ones again; null where none of them can be. */
export function askRerunMarked(marked: readonly Marked[]): Ask | null {
  const pick = (action: RunAction) =>
    marked.filter(({ offers }) => offers.rerun.includes(action)).map(toTask({ type: action }));
  const all = pick("rerun");
  const failed = pick("rerunFailed");
  const able = new Set([...all, ...failed].map(({ run }) => run));
  const question = askMany((what) => `Rerun ${what}?`, [...able], marked.length);
  if (question === null) return null;
  if (failed.length === 0)
    return { question, choices: [{ key: "yes", tasks: all }], isForMarks: true };
  const choices: readonly AskChoice[] = [
    ...(all.length > 0 ? [{ key: "all", tasks: all } as const] : []),
    { key: "failed-only", tasks: failed },
  ];
  const count = failed.length === able.size ? "" : ` ${failed.length} with failed jobs.`;
  return { question: `${question}${count}`, choices, isForMarks: true };
}

/** Asks whether to cancel the marked ones; null where none of them can be. */
export function askCancelMarked(marked: readonly Marked[]): Ask | null {
  return askYes(
    (what) => `Cancel ${what}?`,
    marked.filter(({ offers }) => offers.cancel),
    marked.length,
    {
      type: "cancel",
    },
  );
}

/** Asks whether to let the marked ones proceed; null where none of them waits. */
export function askGatesMarked(marked: readonly Marked[]): Ask | null {
  return askYes(
    (what) => `Let ${what} proceed?`,
    marked.filter(({ offers }) => offers.gate),
    marked.length,
    {
      type: "openGates",
    },
  );
}

function askYes(phrase: Phrase, able: readonly Marked[], count: number, deed: Deed): Ask | null {
  const tasks = able.map(toTask(deed));
  const question = askMany(
    phrase,
    able.map(({ run }) => run),
    count,
  );
  return question === null
    ? null
    : { question, choices: [{ key: "yes", tasks }], isForMarks: true };
}

function askMany(phrase: Phrase, able: readonly PipelineRun[], count: number): string | null {
  const [first] = able;
  if (!first) return null;
  const left = count - able.length;
  if (left > 0) return `${phrase(`${able.length} of ${count} runs`)} ${left} cannot.`;
  return phrase(count === 1 ? nameRun(first) : `${count} runs`);
}

function toTask(deed: Deed): (marked: Marked) => Task {
  return ({ run }) => ({ run, deed });
}
