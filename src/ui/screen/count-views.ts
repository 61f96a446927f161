import { useMemo } from "react";
import type { Pipeline } from "../../model/pipeline.ts";
import type { Attention } from "../state/attention.ts";
import { createViewCounter, type ViewCounts } from "../state/view-counts.ts";
import type { ScreenSettings } from "./screen-settings.ts";

const NOBODY: readonly string[] = [];
const STEP_MS = 10_000;

/** What is in each view; the same object until the rows or what was seen of them changes. */
export function useViewCounts(
  {
    pipelines,
    attention,
  }: { readonly pipelines: readonly Pipeline[]; readonly attention: Attention },
  { views, me = NOBODY }: ScreenSettings,
  now: number,
): ViewCounts {
  const count = useMemo(() => createViewCounter(views, me), [views, me]);
  const goByAge = useMemo(() => views.some(({ filter }) => filter.includes("age:")), [views]);
  const moment = goByAge ? now - (now % STEP_MS) : 0;
  return useMemo(() => count(pipelines, attention, moment), [count, pipelines, attention, moment]);
}
