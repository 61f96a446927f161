import { useWindowSize } from "ink";
import { type ReactElement, useState, useSyncExternalStore } from "react";
import { type Clock, createSystemClock } from "../../model/clock.ts";
import { listOffers } from "../../model/offers.ts";
import type { RunDesk } from "../../model/run-desk.ts";
import { findRun } from "../act/find-run.ts";
import type { KeyAction } from "../keys/key-binding.ts";
import { showActionKey } from "../keys/show-key.ts";
import type { LogFiles } from "../log/log-files.ts";
import { useLogFiles } from "../log/use-log-files.ts";
import type { MouseSource } from "../mouse/mouse-input.ts";
import { useMouse } from "../mouse/use-mouse.ts";
import { type SignalParts, useSignals } from "../notify/use-signals.ts";
import type { Painter } from "../paint/painter.ts";
import type { ScreenState } from "../state/screen-state.ts";
import { Canvas } from "./canvas.tsx";
import { listWatched } from "./compose-screen.ts";
import { createFrameMaker, findPicked } from "./frame-maker.ts";
import { countsSeconds } from "./next-change.ts";
import type { ScreenSettings } from "./screen-settings.ts";
import { startState } from "./start-state.ts";
import { type Outside, useEffects } from "./use-effects.ts";
import { useKeys } from "./use-keys.ts";
import { type Keepsake, useMemory } from "./use-memory.ts";
import { useNews } from "./use-news.ts";
import { usePreview } from "./use-preview.ts";
import { useRunActions } from "./use-run-actions.ts";
import { useScreenState } from "./use-screen-state.ts";
import { useShown } from "./use-shown.ts";
import { useTick } from "./use-tick.ts";
import { useWatches } from "./use-watches.ts";

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
  const [make] = useState(createFrameMaker);
  const { settle } = handle;
  const ground = { snapshot, settings, desk, columns, height, now, state: handle.read(), settle };
  const { lines, state, plan, style, helpOverflow, readRepositories } = make(ground);
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
      const repositories = readRepositories();
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
  useMouse(props.mouse, { lines, onAction: (action) => onAction(action, "") }, handle);
  return (
    <Canvas
      lines={lines}
      columns={columns}
      height={plan.kind === "line" ? 1 : height}
      ellipsis={style.glyphs.ellipsis}
      painter={props.painter}
    />
  );
}

function listChances(desk: RunDesk | undefined, state: ScreenState) {
  const run = findRun(state);
  const canOpen = listOffers(desk, run, null).jobs;
  const canOpenLog = canOpen && run !== undefined && desk?.can(run, "log") === true;
  return { canOpen, canOpenLog, canMark: desk?.mayChange === true };
}
