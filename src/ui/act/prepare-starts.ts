import pLimit from "p-limit";
import { describeFault } from "../../model/describe-fault.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { RunDesk } from "../../model/run-desk.ts";
import type { TriggerForm } from "../../model/run-detail.ts";
import { openForm } from "../form/form-view.ts";
import type { KeyContext } from "../keys/key-binding.ts";
import { askStart } from "../state/ask.ts";
import type { Marked } from "../state/marks.ts";
import type { ScreenEvent } from "../state/screen-state.ts";
import { AT_ONCE, describeRefusal } from "./perform.ts";

/** A run, and what another one like it can be given, or why there can be none. */
type Described = { readonly run: PipelineRun } & (
  | { readonly form: TriggerForm }
  | { readonly fault: string }
);

type Startable = Extract<Described, { readonly form: TriggerForm }>;

const DIFFERENT = "the marked workflows take different inputs: start them one by one";

/**
 * What comes before new runs like the marked ones are started: the form they share, or a question where
 * there is nothing to fill in, or why there is neither. Rejects with the reason of the signal alone.
 */
export async function prepareStarts(
  desk: RunDesk,
  marked: readonly Marked[],
  from: KeyContext,
  signal: AbortSignal,
): Promise<ScreenEvent> {
  const limit = pLimit(AT_ONCE);
  const able = marked.filter(({ offers }) => offers.trigger);
  const described = await Promise.all(
    able.map(({ run }) => limit(() => describeStart(desk, run, signal))),
  );
  const [first, ...others] = described.filter(isStartable);
  if (!first) {
    const refused = described.flatMap((one) => ("fault" in one ? [one] : []));
    return { type: "report", lines: refused.map(({ run, fault }) => describeRefusal(run, fault)) };
  }
  if (others.some((one) => !isAlike(one.form, first.form))) {
    return { type: "report", lines: [DIFFERENT] };
  }
  // Each stays on its own branch, unless there is one alone.
  const given = others.length === 0 ? first.form : { ...first.form, takesBranch: false };
  const rest = { others: others.map(({ run }) => run), left: marked.length - 1 - others.length };
  const form = { ...openForm(first.run, given, from), marked: rest };
  return form.fields.length > 0
    ? { type: "form", form }
    : { type: "ask", ask: askStart(first.run, { branch: null, inputs: {} }, rest) };
}

async function describeStart(
  desk: RunDesk,
  run: PipelineRun,
  signal: AbortSignal,
): Promise<Described> {
  try {
    signal.throwIfAborted();
    return { run, form: await desk.describeTrigger(run, signal) };
  } catch (error) {
    signal.throwIfAborted();
    return { run, fault: describeFault(error) };
  }
}

function isStartable(one: Described): one is Startable {
  return "form" in one;
}

// What one is given by default must be so for all, or the form would not say what is sent.
function isAlike(one: TriggerForm, other: TriggerForm): boolean {
  const essence = ({ inputs, takesVariables }: TriggerForm) =>
    JSON.stringify([inputs, takesVariables]);
  return essence(one) === essence(other);
}
