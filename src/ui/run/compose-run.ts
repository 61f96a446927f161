import { clip, type ScreenLine, type ScreenStyle } from "../screen/screen-style.ts";
import type { RunView } from "../state/run-view.ts";
import { composeFailure } from "./compose-failure.ts";
import { composeHistory } from "./compose-history.ts";
import { composeJobs, countJobLines } from "./compose-jobs.ts";
import { composeParameters } from "./compose-parameters.ts";
import { composeRunHeader } from "./compose-run-header.ts";

/** Below this the jobs have no room beside more than the run's first line. */
const LOW = 10;

/** Composes an open run in `height` lines: what it is, why it failed, its jobs. */
export function composeRun(
  view: RunView,
  colours: boolean,
  height: number,
  style: ScreenStyle,
): readonly ScreenLine[] {
  const { theme, glyphs, width } = style;
  const about = composeRunHeader(view.run, style);
  const history = clip(composeHistory(view.pipeline.history, style), width, glyphs.ellipsis);
  const parameters = composeParameters(view.parameters, style);
  const header = height < LOW ? about.slice(0, 1) : [...about, ...parameters, history];
  const problem = view.problem === null ? [] : [theme.alert(`   ${view.problem}`)];
  const state = view.jobs === null && view.problem === null ? ["   asking for its jobs"] : [];
  const none = view.jobs?.length === 0 ? ["   it has no jobs"] : [];
  const said = [...problem, ...state, ...none].map((text) => clip(text, width, glyphs.ellipsis));
  const room = height - header.length - said.length;
  const wanted = Math.min(countJobLines(view), Math.max(3, Math.floor(room / 2)));
  const failure = composeFailure(view, colours, room - wanted - 2, style);
  const above = [
    ...header,
    ...(failure.length > 0 ? ["", ...failure] : []),
    ...(height < LOW ? [] : [""]),
    ...said,
  ];
  const lines = above.map((text, index) => ({ key: `run ${index}`, text }));
  return [...lines, ...composeJobs(view, Math.max(0, height - lines.length), style)];
}
