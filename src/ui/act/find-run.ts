import { listOffers, type Offers } from "../../model/offers.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { RunDesk } from "../../model/run-desk.ts";
import { joinOffers, listMarked, type Marked } from "../state/marks.ts";
import type { ScreenState } from "../state/screen-state.ts";
import { findRow } from "../state/selection.ts";

/** The run the keys act on: the open one, else that of the selected row. */
export function findRun(state: ScreenState): PipelineRun | undefined {
  return state.run?.run ?? findRow(state)?.latest;
}

/** The marked runs with what can be done to each. */
export function findMarked(desk: RunDesk | undefined, state: ScreenState): readonly Marked[] {
  return listMarked(state).map((run) => ({ run, offers: listOffers(desk, run, null) }));
}

/** What the keys can do now: to the marked runs where there are any, else to that of the selection. */
export function findOffers(desk: RunDesk | undefined, state: ScreenState): Offers {
  const offers = listOffers(desk, findRun(state), state.run?.jobs ?? null);
  const marked = findMarked(desk, state);
  return marked.length > 0 ? joinOffers(offers, marked) : offers;
}
