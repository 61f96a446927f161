import { useEffect, useState } from "react";
import type { Clock } from "../../model/clock.ts";
import type { NoticeRule } from "../../model/notice-rule.ts";
import type { SnapshotFeed } from "../../model/snapshot.ts";
import type { ScreenSettings } from "../screen/screen-settings.ts";
import { selectGlyphs } from "../table/glyphs.ts";
import type { TerminalFacts } from "../terminal/detect-terminal.ts";
import {
  composeProgressCode,
  composeTitleCode,
  POP_TITLE,
  PUSH_TITLE,
} from "../terminal/escape-codes.ts";
import type { TerminalModes } from "../terminal/terminal-modes.ts";
import { createTeller, type TellDesktop } from "./create-teller.ts";
import { watchNotices } from "./watch-notices.ts";
import { watchProgress } from "./watch-progress.ts";
import { watchTitle } from "./watch-title.ts";

/** What signals beyond the frame are given with. */
export interface SignalParts {
  readonly modes: TerminalModes;
  readonly facts: TerminalFacts;
  readonly rules: readonly NoticeRule[];
  readonly tellDesktop: TellDesktop;
  /** False where the title of pane and window is left alone. */
  readonly hasTitle: boolean;
}

/** What the signals are about. */
export interface SignalSubject {
  readonly feed: SnapshotFeed;
  readonly clock: Clock;
  readonly settings: Pick<ScreenSettings, "ascii" | "views" | "me">;
  /** True for the key of a pipeline of which nothing is to be told. */
  readonly isMuted: (key: string) => boolean;
}

/** Gives signals beyond the frame while the screen is there: title, notices, progress. */
export function useSignals(parts: SignalParts | undefined, subject: SignalSubject): void {
  // Both stay what the screen began with.
  const [give] = useState(() => () => parts && giveSignals(parts, subject));
  useEffect(() => give(), [give]);
}

function giveSignals(
  { modes, facts, rules, tellDesktop, hasTitle }: SignalParts,
  { feed, clock, settings: { ascii, views, me = [] }, isMuted }: SignalSubject,
): () => void {
  const context = { rules, views, me, isMuted };
  const stops = [
    watchNotices({ feed, clock, context, tell: createTeller({ modes, facts, tellDesktop }) }),
  ];
  if (facts.hasProgress) {
    const show = (progress: number | "busy" | null) => {
      if (progress === null) return modes.release("progress");
      modes.hold("progress", "", composeProgressCode(null));
      modes.write(composeProgressCode(progress));
    };
    stops.push(watchProgress({ feed, clock, context, show }));
  }
  if (facts.hasTitle && hasTitle) {
    const { insideTmux } = facts;
    modes.hold("title", PUSH_TITLE, `${composeTitleCode("", insideTmux)}${POP_TITLE}`);
    const show = (title: string) => modes.write(composeTitleCode(title, insideTmux));
    stops.push(watchTitle({ feed, glyphs: selectGlyphs(ascii), isMuted, show }));
  }
  return () => {
    for (const stop of stops) stop();
  };
}
