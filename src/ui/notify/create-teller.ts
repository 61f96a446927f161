import type { Notice } from "../../model/notice.ts";
import type { NoticeWay } from "../../model/notice-rule.ts";
import type { TerminalFacts } from "../terminal/detect-terminal.ts";
import { BELL, composeOsc9, composeOsc777, passThroughTmux } from "../terminal/escape-codes.ts";
import type { TerminalModes } from "../terminal/terminal-modes.ts";
import { composeNotice, type NoticeText } from "./compose-notice.ts";

/** Shows a notification on the desktop; never throws and never waits. */
export type TellDesktop = (title: string, body: string) => void;

/** What notices are told with. */
export interface TellerParts {
  readonly modes: Pick<TerminalModes, "write">;
  readonly facts: TerminalFacts;
  readonly tellDesktop: TellDesktop;
}

/** Creates what tells notices: in each way once, however many there are. */
export function createTeller({
  modes,
  facts,
  tellDesktop,
}: TellerParts): (notices: readonly Notice[]) => void {
  return (notices) => {
    const compose = (way: NoticeWay) => composeNotice(notices.filter(({ ways }) => ways.has(way)));
    if (compose("bell")) modes.write(BELL);
    const terminal = compose("terminal");
    if (terminal) modes.write(composeForTerminal(terminal, facts));
    const desktop = compose("desktop");
    if (desktop) tellDesktop(desktop.title, desktop.body);
  };
}

function composeForTerminal(
  { title, body }: NoticeText,
  { notices, insideTmux }: TerminalFacts,
): string {
  const codes = [
    ...(notices === "osc777" ? [] : [composeOsc9(title, body)]),
    ...(notices === "osc9" ? [] : [composeOsc777(title, body)]),
  ];
  return codes.map((code) => (insideTmux ? passThroughTmux(code) : code)).join("");
}
