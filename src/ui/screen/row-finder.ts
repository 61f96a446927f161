import { useMemo, useState } from "react";
import type { Pipeline } from "../../model/pipeline.ts";
import { sortPipelines } from "../../model/sort.ts";
import { dependsOnTime, narrowRows } from "../state/narrowing.ts";
import type { ScreenState } from "../state/screen-state.ts";
import type { ScreenSettings } from "./screen-settings.ts";

const NOBODY: readonly string[] = [];
const STEP_MS = 10_000;

/** The rows to show, sorted and narrowed; the same array as long as neither they nor that change. */
export function useRows(
  pipelines: readonly Pipeline[],
  { narrowing, sort, attention: { mutes } }: Pick<ScreenState, "narrowing" | "sort" | "attention">,
  { views, me = NOBODY }: ScreenSettings,
  now: number,
): readonly Pipeline[] {
  const [haystacks] = useState(() => new WeakMap<Pipeline, string>());
  const sorted = useMemo(() => sortPipelines(pipelines, sort), [pipelines, sort]);
  const moment = dependsOnTime(narrowing, views) ? now - (now % STEP_MS) : 0;
  return useMemo(
    () => narrowRows(sorted, narrowing, { views, me, mutes, now: moment, haystacks }),
    [sorted, narrowing, views, me, mutes, moment, haystacks],
  );
}
