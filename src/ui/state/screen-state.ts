import type { Pipeline } from "../../model/pipeline.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { SortOrder } from "../../model/sort.ts";
import type { FormView } from "../form/form-view.ts";
import type { KeyAction, KeyContext } from "../keys/key-binding.ts";
import type { Ask } from "./ask.ts";
import { ATTENTIVE, type Attention } from "./attention.ts";
import type { LogEvent, LogView } from "./log-view.ts";
import { EVERYTHING, type Narrowing, type ViewChoice } from "./narrowing.ts";
import type { RepoCount, RepoId } from "./repositories.ts";
import type { RunEvent, RunView } from "./run-view.ts";
import { type Arrangement, type TableLine, UNFOLDED } from "./table-lines.ts";
import { startInput, type TextInput } from "./text-input.ts";

/** Everything the screen remembers; what it shows follows from this and the snapshot. */
export interface ScreenState {
  readonly mode: KeyContext;
  /** What help or a question stands in front of. */
  readonly before: KeyContext;
  /** The rows there are, in the order of the table, those of folded groups among them. */
  readonly rows: readonly Pipeline[];
  /** What was drawn last: the ground the selection stands on. */
  readonly lines: readonly TableLine[];
  /** How many rows fit. */
  readonly page: number;
  /** A line's key; null is the top of the table, whatever comes to stand there. */
  readonly selected: string | null;
  readonly offset: number;
  readonly narrowing: Narrowing;
  readonly sort: SortOrder;
  readonly arrangement: Arrangement;
  readonly attention: Attention;
  /** The line being typed, in the modes `filter` and `picker`. */
  readonly input: TextInput;
  /** What the filter was before it was being typed, for taking it back. */
  readonly filterBefore: string;
  /** The selected line of the list of repositories; 0 is "all". */
  readonly picked: number;
  readonly helpOffset: number;
  /** A passing word about what a key did. */
  readonly notice: string | null;
  /** The open run. */
  readonly run: RunView | null;
  /** The selected run as it is shown beside the rows; null where there is no such place. */
  readonly preview: RunView | null;
  /** Whether a person wants that place; null: as the width allows. */
  readonly wantsPreview: boolean | null;
  /** The open log of one of its jobs. */
  readonly log: LogView | null;
  /** What waits for an answer. */
  readonly ask: Ask | null;
  /** What was asked for and has not shown yet, by the pipeline's key. */
  readonly asked: ReadonlyMap<string, Asked>;
  /** The open form for a new run. */
  readonly form: FormView | null;
  /** The marked rows, by their pipeline's key. */
  readonly marked: ReadonlySet<string>;
  /** What went wrong with what was asked for; it stays until it is put away. */
  readonly report: readonly string[];
}

/** A word for what a run was asked to do, and the run as it was then. */
export interface Asked {
  readonly word: string;
  readonly run: PipelineRun;
}

/** What happens to the screen. */
export type ScreenEvent =
  | { readonly type: "key"; readonly action: KeyAction; readonly world: KeyWorld }
  | { readonly type: "view"; readonly index: number }
  | { readonly type: "show"; readonly choice: ViewChoice }
  | { readonly type: "text"; readonly text: string }
  | {
      readonly type: "rows";
      readonly rows: readonly Pipeline[];
      /** The lines that show the rows; the rows themselves where it is left out. */
      readonly lines?: readonly TableLine[];
      readonly page: number;
      /** The pipeline of the open run as it is now; left out where none is open or it is gone. */
      readonly opened?: Pipeline | undefined;
      /** True where there is a place for the selected run beside the rows. */
      readonly preview?: boolean;
    }
  | { readonly type: "click"; readonly line: string }
  | {
      readonly type: "snapshot";
      readonly pipelines: readonly Pipeline[];
      /** Those in which something happened since the snapshot before. */
      readonly news: readonly Pipeline[];
    }
  | { readonly type: "ask"; readonly ask: Ask }
  | { readonly type: "asked"; readonly key: string; readonly asked: Asked | null }
  | { readonly type: "form"; readonly form: FormView }
  | { readonly type: "report"; readonly lines: readonly string[] }
  | RunEvent
  | LogEvent
  | { readonly type: "notice"; readonly text: string | null };

/** What a key's effect depends on besides the state. */
export interface KeyWorld {
  /** All repositories by name. */
  readonly repositories: readonly RepoCount[];
  /** Those in the open list, in its order. */
  readonly found: readonly RepoCount[];
  /** How far the help can be scrolled. */
  readonly helpOverflow: number;
  /** True where the selected run can be opened. */
  readonly canOpen: boolean;
  /** True where it has logs; left out where it has none. */
  readonly canOpenLog?: boolean;
  /** True where there is anything to be done to marked rows; left out where not. */
  readonly canMark?: boolean;
}

/** What the body shows: a question leaves in sight what it is about. */
export function findGround({ mode, before }: Pick<ScreenState, "mode" | "before">): KeyContext {
  return mode === "confirm" ? before : mode;
}

/** The state to start with. */
export function createScreenState(filter: string, repo: RepoId | null): ScreenState {
  return {
    mode: "table",
    before: "table",
    rows: [],
    lines: [],
    page: 1,
    selected: null,
    offset: 0,
    narrowing: { ...EVERYTHING, filter, repo },
    sort: { column: "urgency", reversed: false },
    arrangement: { grouping: "none", folds: UNFOLDED, pinned: new Set() },
    attention: ATTENTIVE,
    input: startInput(""),
    filterBefore: "",
    picked: 0,
    helpOffset: 0,
    notice: null,
    run: null,
    preview: null,
    wantsPreview: null,
    log: null,
    ask: null,
    asked: new Map(),
    form: null,
    marked: new Set(),
    report: [],
  };
}
