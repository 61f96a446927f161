import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { TriggerForm, TriggerOrder } from "../../model/run-detail.ts";
import {
  type FilledField,
  findStartProblem,
  listStartFields,
  type StartField,
  type StartProblem,
  toStartOrder,
  VARIABLE_FIELD,
} from "../../model/start-form.ts";
import type { KeyContext } from "../keys/key-binding.ts";
import type { MarkedStart } from "../state/ask.ts";
import { readInput, startInput, type TextInput } from "../state/text-input.ts";

/** One thing to fill in. */
export interface FormField extends StartField {
  /** Unique within its form. */
  readonly id: string;
  readonly value: TextInput;
}

/** The open form for a new run. */
export interface FormView {
  /** The run it is to be like. */
  readonly run: PipelineRun;
  /** The other runs it is for where rows are marked; null where none are. */
  readonly marked: MarkedStart | null;
  /** What the form was opened over. */
  readonly from: KeyContext;
  readonly fields: readonly FormField[];
  /** The place of the field that is being filled in. */
  readonly at: number;
  readonly problem: StartProblem | null;
}

/** Opens the form for a run like another one, everything at its default, on the first input. */
export function openForm(run: PipelineRun, form: TriggerForm, from: KeyContext): FormView {
  const given = listStartFields(run, form).map(createField);
  const fields = form.takesVariables ? [...given, createVariableField(0)] : given;
  const first = given[0]?.kind === "branch" ? 1 : 0;
  return {
    run,
    marked: null,
    from,
    fields,
    at: Math.min(first, fields.length - 1),
    problem: null,
  };
}

/** The same form with another value for the field that is being filled in. */
export function withValue(view: FormView, value: TextInput): FormView {
  const fields = view.fields.map((field, at) => (at === view.at ? { ...field, value } : field));
  return { ...view, fields: growVariables(fields), problem: null };
}

/** What is wrong with the form as it is filled in, the topmost first; null where nothing is. */
export function findProblem({ fields }: FormView): StartProblem | null {
  return findStartProblem(fields.map(readField));
}

/** How the form as it is filled in wants the run to be started. */
export function toOrder({ run, fields }: FormView): TriggerOrder {
  return toStartOrder(run, fields.map(readField));
}

function readField(field: FormField): FilledField {
  return { ...field, text: readInput(field.value) };
}

function createField(field: StartField): FormField {
  const id = field.kind === "branch" ? "branch" : `input ${field.label}`;
  return { ...field, id, value: startInput(field.defaultValue) };
}

function createVariableField(number: number): FormField {
  return { ...VARIABLE_FIELD, id: `variable ${number}`, value: startInput("") };
}

// There is always an empty one to go on with.
function growVariables(fields: readonly FormField[]): readonly FormField[] {
  const last = fields.at(-1);
  return last?.kind === "variable" && readInput(last.value) !== ""
    ? [...fields, createVariableField(fields.length)]
    : fields;
}
