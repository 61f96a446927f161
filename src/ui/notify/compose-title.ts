import type { RunStatus } from "../../model/run-status.ts";
import type { StatusCounts } from "../../model/status-counts.ts";
import type { Glyphs } from "../table/glyphs.ts";

const SHOWN: readonly RunStatus[] = ["failed", "waiting", "running"];

/** Composes the title of pane and window: what wants attention, and what runs; `✓` where nothing does. */
export function composeTitle(counts: StatusCounts, { status }: Pick<Glyphs, "status">): string {
  const parts = SHOWN.flatMap((one) => {
    const count = counts.get(one) ?? 0;
    return count === 0 ? [] : [`${status[one]}${count}`];
  });
  if (counts.size > 0 && parts.length === 0) parts.push(status.success);
  return [...parts, "cimon"].join(" ");
}
