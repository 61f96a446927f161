import { cleanText } from "../../model/clean-text.ts";
import { cutEnd } from "../table/fit-text.ts";

const TITLE_WIDTH = 60;
const NOTICE_WIDTH = 200;

/** The bell. */
export const BELL = "\x07";

/** Keeps the title there is (of window and icon) for later, and gives it back; what knows neither ignores them. */
export const PUSH_TITLE = "\x1b[22;0t";
export const POP_TITLE = "\x1b[23;0t";

/** Wraps a sequence so that tmux hands it on to the terminal around it (`allow-passthrough on`). */
export function passThroughTmux(sequence: string): string {
  return `\x1bPtmux;${sequence.replaceAll("\x1b", "\x1b\x1b")}\x1b\\`;
}

/** Sets the title: of the pane inside tmux (OSC 2), else of window and tab (OSC 0). */
export function composeTitleCode(title: string, insideTmux: boolean): string {
  return `\x1b]${insideTmux ? 2 : 0};${cutEnd(cleanText(title), TITLE_WIDTH, "…")}${BELL}`;
}

/** A notification as iTerm2, WezTerm, Ghostty and kitty know it. */
export function composeOsc9(title: string, body: string): string {
  // A number and a semicolon at the start would be a command of ConEmu's.
  return `\x1b]9;${cutNotice(`${title}: ${body}`)}${BELL}`;
}

/** A notification as urxvt, foot and VTE know it. */
export function composeOsc777(title: string, body: string): string {
  return `\x1b]777;notify;${cutNotice(title)};${cutNotice(body)}${BELL}`;
}

/** Shows progress on the tab or in the task bar (OSC 9;4), 0 to 1; "busy" where nobody knows how far. */
export function composeProgressCode(progress: number | "busy" | null): string {
  if (progress === null) return `\x1b]9;4;0;0${BELL}`;
  if (progress === "busy") return `\x1b]9;4;3;0${BELL}`;
  return `\x1b]9;4;1;${Math.round(Math.min(1, Math.max(0, progress)) * 100)}${BELL}`;
}

// A semicolon would end a part of the sequence.
function cutNotice(text: string): string {
  return cutEnd(cleanText(text).replaceAll(";", ","), NOTICE_WIDTH, "…");
}
