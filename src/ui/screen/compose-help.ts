import type { RunDesk } from "../../model/run-desk.ts";
import { RUN_STATUSES } from "../../model/run-status.ts";
import { measureWidth } from "../../model/text-width.ts";
import type { KeyContext, KeyNeed } from "../keys/key-binding.ts";
import { showKeys } from "../keys/show-key.ts";
import { fitText } from "../table/fit-text.ts";
import { clip, type ScreenStyle } from "./screen-style.ts";

const SIGN_WIDTH = 14;
const BLOCK_WIDTH = 48;

const FILTER_HELP: readonly (readonly [string, string])[] = [
  ["words", "in names, actor and message"],
  ['"as it is"', "exactly these words"],
  ["repo:acme/*", "also branch: workflow: event:"],
  ["source:gh", "also actor:, and actor:@me"],
  ["status:failed", "or its beginning; also failing"],
  ["age:<2h", "younger; age:>1d is older"],
  ["branch:a,b", "either of them"],
  ["-branch:a", "all but these"],
];

const CHANGE_NEEDS: readonly KeyNeed[] = ["rerun", "cancel", "gate", "trigger", "marks"];
const DESK_NEEDS: readonly KeyNeed[] = ["jobs", "log", ...CHANGE_NEEDS];

/**
 * Composes all lines of the help for a context, in as many blocks side by side as there is room for.
 * Without a desk the keys that need one are left out, and where nothing may be changed those that do.
 */
export function composeHelp(
  style: ScreenStyle,
  context: KeyContext = "table",
  desk?: Pick<RunDesk, "mayChange">,
): readonly string[] {
  const missing = !desk ? DESK_NEEDS : desk.mayChange ? [] : CHANGE_NEEDS;
  const table = composeKeys("Keys", context, style, missing);
  const typing = composeKeys("While typing", "filter", style, missing);
  const filter = composeFilterHelp(style);
  const signs = composeSigns(style);
  const count = Math.floor(style.width / BLOCK_WIDTH);
  if (count <= 1) return joinBlocks([[...table, ...filter, ...signs, ...typing]], style);
  if (count === 2) return joinBlocks([table, [...filter, ...signs, ...typing]], style);
  return joinBlocks([table, [...filter, ...signs], typing], style);
}

function composeKeys(
  title: string,
  context: KeyContext,
  style: ScreenStyle,
  missing: readonly KeyNeed[],
): readonly string[] {
  const bindings = style.keyTable.filter(
    ({ contexts, needs }) =>
      contexts.includes(context) && (needs === undefined || !missing.includes(needs)),
  );
  return [
    style.theme.accent(title),
    ...bindings.map(({ keys, help }) => composeEntry(showKeys(keys, style.ascii), help, style)),
    "",
  ];
}

function composeFilterHelp(style: ScreenStyle): readonly string[] {
  const entries = FILTER_HELP.map(([sign, text]) => composeEntry(sign, text, style));
  return [style.theme.accent("Filter"), ...entries, ""];
}

function composeSigns({ theme, glyphs }: ScreenStyle): readonly string[] {
  const signs = RUN_STATUSES.map((status) => {
    const text = fitText(status, 11, glyphs.ellipsis, "end");
    return `${theme.status(status, glyphs.status[status])} ${text}`;
  });
  const lines = [0, 3, 6].map((from) => signs.slice(from, from + 3).join(" "));
  const marks = [
    [glyphs.unseen, "failed, fixed or waits since you looked"],
    [glyphs.pinned, "pinned to the top"],
    [glyphs.muted, "muted until it passes"],
  ].map(([sign, text]) => `${theme.accent(sign ?? "")} ${text}`);
  return [theme.accent("Signs"), ...lines, ...marks, ""];
}

function composeEntry(sign: string, text: string, { theme, glyphs }: ScreenStyle): string {
  const shown = theme.strong(fitText(sign, SIGN_WIDTH, glyphs.ellipsis, "end"));
  return `${shown} ${clip(text, BLOCK_WIDTH - SIGN_WIDTH - 3, glyphs.ellipsis)}`;
}

function joinBlocks(blocks: readonly (readonly string[])[], style: ScreenStyle): readonly string[] {
  const height = Math.max(...blocks.map((block) => block.length));
  return Array.from({ length: height }, (_, index) => {
    const parts = blocks.map((block) => {
      const line = block[index] ?? "";
      return line + " ".repeat(Math.max(0, BLOCK_WIDTH - measureWidth(line)));
    });
    return clip(`  ${parts.join("")}`, style.width, style.glyphs.ellipsis);
  });
}
