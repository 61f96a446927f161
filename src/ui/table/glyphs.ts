import type { RunStatus } from "../../model/run-status.ts";
import { STATUS_SIGNS } from "../../model/status-sign.ts";

/** The signs cimon draws; every one is a single column wide in every terminal. */
export interface Glyphs {
  readonly status: Readonly<Record<RunStatus, string>>;
  readonly selection: string;
  readonly mark: string;
  readonly ellipsis: string;
  readonly dash: string;
  readonly dot: string;
  readonly barFull: string;
  readonly barEmpty: string;
  readonly ascending: string;
  readonly descending: string;
  readonly folded: string;
  readonly unfolded: string;
  readonly pinned: string;
  readonly muted: string;
  readonly unseen: string;
}

const UNICODE: Glyphs = {
  status: STATUS_SIGNS,
  selection: "▌",
  mark: "■",
  ellipsis: "…",
  dash: "—",
  dot: "·",
  barFull: "▰",
  barEmpty: "▱",
  ascending: "↑",
  descending: "↓",
  folded: "▸",
  unfolded: "▾",
  pinned: "▴",
  muted: "◦",
  unseen: "•",
};

const ASCII: Glyphs = {
  status: {
    failed: "x",
    waiting: "@",
    running: "*",
    queued: "o",
    warning: "!",
    unknown: "?",
    cancelled: "/",
    success: "+",
    skipped: "-",
  },
  selection: ">",
  mark: "#",
  ellipsis: "~",
  dash: "-",
  dot: "-",
  barFull: "#",
  barEmpty: ".",
  ascending: "^",
  descending: "v",
  folded: "+",
  unfolded: "-",
  pinned: "^",
  muted: ".",
  unseen: "*",
};

/** The signs to draw with; in ASCII none is above 0x7f. */
export function selectGlyphs(ascii: boolean): Glyphs {
  return ascii ? ASCII : UNICODE;
}
