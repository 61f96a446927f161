import { checkList, checkText, checkTextOrNull, checkTime } from "../model/check-value.ts";
import { GROUPINGS } from "../model/group.ts";
import { pipelineKey } from "../model/pipeline.ts";
import { NO_MEMORY, type ScreenMemory } from "../model/screen-memory.ts";
import { SORT_COLUMNS } from "../model/sort.ts";

/** Raised with every change of the format that an older cimon would misread. */
const MEMORY_VERSION = 1;

const FORMAT = "cimon-screen";

/** So many rows are remembered of each kind, the newest; more than anybody pins by hand. */
const MOST_ROWS = 500;

/** What the text of a memory turned out to be. */
export type DecodedMemory =
  | { readonly kind: "good"; readonly memory: ScreenMemory }
  | { readonly kind: "future" }
  | { readonly kind: "broken" };

/** Writes a memory as text, some hundred kilobytes at most. */
export function encodeMemory(memory: ScreenMemory): string {
  const { narrowing, sort, grouping, pinned, muted, unseen, lookedAt } = memory;
  const document = {
    format: FORMAT,
    version: MEMORY_VERSION,
    narrowing,
    sort,
    grouping,
    pinned: pinned.slice(-MOST_ROWS).map(splitKey),
    muted: muted.slice(-MOST_ROWS).map(([key, passed]) => [splitKey(key), passed]),
    unseen: unseen.slice(-MOST_ROWS).map(splitKey),
    lookedAt,
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

/** Reads a memory and never throws: a part that is not one of ours is as if nothing were known of it. */
export function decodeMemory(text: string): DecodedMemory {
  try {
    const document = Object(JSON.parse(text));
    const { format, version } = document;
    if (format !== FORMAT || !Number.isSafeInteger(version) || version < 1) {
      return { kind: "broken" };
    }
    if (version > MEMORY_VERSION) return { kind: "future" };
    return { kind: "good", memory: toMemory(document) };
  } catch {
    return { kind: "broken" };
  }
}

type Part = keyof ScreenMemory;

function toMemory(document: Readonly<Record<Part, unknown>>): ScreenMemory {
  const read = <Name extends Part>(
    name: Name,
    check: (value: unknown) => ScreenMemory[Name],
  ): ScreenMemory[Name] => {
    try {
      return check(document[name]);
    } catch {
      return NO_MEMORY[name];
    }
  };
  return {
    narrowing: read("narrowing", toNarrowing),
    sort: read("sort", toSort),
    grouping: read("grouping", (value) => pickFrom(GROUPINGS, value)),
    pinned: read("pinned", toKeys),
    muted: read("muted", (value) =>
      listRows(value).map((entry) => {
        const [key, passed] = checkList(entry);
        return [joinKey(key), checkTextOrNull(passed)] as const;
      }),
    ),
    unseen: read("unseen", toKeys),
    lookedAt: read("lookedAt", (value) => (value === null ? null : checkTime(value))),
  };
}

function toNarrowing(value: unknown): ScreenMemory["narrowing"] {
  const { filter, view, repo, failing } = Object(value);
  return {
    filter: filter === "" ? "" : checkText(filter),
    view: checkTextOrNull(view),
    repo:
      repo === null
        ? null
        : { source: checkTextOrNull(Object(repo).source), repo: checkText(Object(repo).repo) },
    failing: failing === true,
  };
}

function toSort(value: unknown): ScreenMemory["sort"] {
  const { column, reversed } = Object(value);
  return { column: pickFrom(SORT_COLUMNS, column), reversed: reversed === true };
}

function pickFrom<Word extends string>(words: readonly Word[], value: unknown): Word {
  const word = words.find((one) => one === value);
  if (word === undefined) throw new Error("not such a word");
  return word;
}

function listRows(value: unknown): readonly unknown[] {
  return checkList(value).slice(-MOST_ROWS);
}

function toKeys(value: unknown): readonly string[] {
  return listRows(value).map(joinKey);
}

// The parts of a key stand apart: a text in the file holds no line break.
function splitKey(key: string): readonly string[] {
  return key.split("\n");
}

function joinKey(value: unknown): string {
  const [source, repo, branch, workflow] = checkList(value).map((part) => checkText(part));
  if (source === undefined || repo === undefined) throw new Error("not a row");
  if (branch === undefined || workflow === undefined) throw new Error("not a row");
  return pipelineKey({ source, repo, branch, workflow });
}
