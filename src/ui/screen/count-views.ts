import { keepLast } from "../../model/keep-last.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type { Attention } from "../state/attention.ts";
import { createViewCounter, type ViewCounts } from "../state/view-counts.ts";
import type { ScreenSettings } from "./screen-settings.ts";

const NOBODY: readonly string[] = [];
const STEP_MS = 10_000;

/** Counts what is in each view. */
export type CountViews = (
  pipelines: readonly Pipeline[],
  attention: Attention,
  settings: ScreenSettings,
  now: number,
) => ViewCounts;

/** Makes a counter that gives the same object until the rows or what was seen of them changes. */
export function createCountViews(): CountViews {
  const create = keepLast(createViewCounter);
  const count = keepLast(
    (
      counter: ReturnType<typeof createViewCounter>,
      pipelines: readonly Pipeline[],
      attention: Attention,
      now: number,
    ) => counter(pipelines, attention, now),
  );
  return (pipelines, attention, { views, me = NOBODY }, now) => {
    const goByAge = views.some(({ filter }) => filter.includes("age:"));
    return count(create(views, me), pipelines, attention, goByAge ? now - (now % STEP_MS) : 0);
  };
}
