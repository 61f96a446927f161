import type { Pipeline } from "../../model/pipeline.ts";

const SECOND_MS = 1_000;
const STEP_MS = 10_000;

/** True where a row shows a time that counts seconds. */
export function countsSeconds(visible: readonly Pipeline[]): boolean {
  return visible.some(({ latest }) => latest.status === "running" || latest.status === "queued");
}

/**
 * How long the screen stays right if nothing but time passes, milliseconds: to the next full second
 * where seconds are counted, else to the next full ten, in which all ages change together.
 */
export function untilNextChange(now: number, seconds: boolean): number {
  const step = seconds ? SECOND_MS : STEP_MS;
  return step - (now % step);
}
