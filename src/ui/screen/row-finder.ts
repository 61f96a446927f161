import { keepLast } from "../../model/keep-last.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import { sortPipelines } from "../../model/sort.ts";
import { dependsOnTime, type Narrowing, narrowRows, type View } from "../state/narrowing.ts";
import type { ScreenState } from "../state/screen-state.ts";
import type { ScreenSettings } from "./screen-settings.ts";

const NOBODY: readonly string[] = [];
const STEP_MS = 10_000;

/** Finds the rows to show, sorted and narrowed. */
export type RowFinder = (
  pipelines: readonly Pipeline[],
  state: Pick<ScreenState, "narrowing" | "sort" | "attention">,
  settings: ScreenSettings,
  now: number,
) => readonly Pipeline[];

/** Makes a finder that gives the same array as long as neither the rows nor what narrows them change. */
export function createRowFinder(): RowFinder {
  const haystacks = new WeakMap<Pipeline, string>();
  const sort = keepLast(sortPipelines);
  const narrow = keepLast(
    (
      sorted: readonly Pipeline[],
      narrowing: Narrowing,
      views: readonly View[],
      me: readonly string[],
      mutes: ScreenState["attention"]["mutes"],
      now: number,
    ) => narrowRows(sorted, narrowing, { views, me, mutes, now, haystacks }),
  );
  return (pipelines, { narrowing, sort: order, attention }, { views, me = NOBODY }, now) => {
    const moment = dependsOnTime(narrowing, views) ? now - (now % STEP_MS) : 0;
    return narrow(sort(pipelines, order), narrowing, views, me, attention.mutes, moment);
  };
}
