import type { PipelineRun } from "../../model/pipeline-run.ts";
import type {
  TriggerForm,
  TriggerInput,
  TriggerInputType,
  TriggerOrder,
} from "../../model/run-detail.ts";
import type { KeyContext } from "../keys/key-binding.ts";
import type { MarkedStart } from "../state/ask.ts";
import { readInput, startInput, type TextInput } from "../state/text-input.ts";

/** One thing to fill in. */
export interface FormField {
  readonly kind: "branch" | "input" | "variable";
  /** Unique within its form. */
  readonly id: string;
  readonly label: string;
  readonly description: string | null;
  readonly type: TriggerInputType;
  /** What may be chosen, "" for what may be typed. */
  readonly choices: readonly string[];
  readonly isRequired: boolean;
  readonly defaultValue: string;
  readonly value: TextInput;
}

/** What keeps a form from being sent. */
export interface FormProblem {
  /** The field's place; null where it is about the whole. */
  readonly at: number | null;
  readonly text: string;
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
  readonly problem: FormProblem | null;
}

const BOOLEANS = ["true", "false"];

/** Opens the form for a run like another one, everything at its default, on the first input. */
export function openForm(run: PipelineRun, form: TriggerForm, from: KeyContext): FormView {
  const branch = form.takesBranch ? [createBranchField(run.branch)] : [];
  const inputs = form.inputs.map(createInputField);
  const variables = form.takesVariables ? [createVariableField(0)] : [];
  const fields = [...branch, ...inputs, ...variables];
  return {
    run,
    marked: null,
    from,
    fields,
    at: Math.min(branch.length, fields.length - 1),
    problem: null,
  };
}

/** What can be chosen for a field; none where its value is typed. */
export function listChoices({ type, choices }: FormField): readonly string[] {
  if (type === "boolean") return BOOLEANS;
  return type === "choice" ? choices : [];
}

/** The same form with another value for the field that is being filled in. */
export function withValue(view: FormView, value: TextInput): FormView {
  const fields = view.fields.map((field, at) => (at === view.at ? { ...field, value } : field));
  return { ...view, fields: growVariables(fields), problem: null };
}

/** What is wrong with the form as it is filled in, the topmost first; null where nothing is. */
export function findProblem({ fields }: FormView): FormProblem | null {
  const names = new Set<string>();
  for (const [at, field] of fields.entries()) {
    const text = findFault(field, names);
    if (text !== null) return { at, text };
  }
  return null;
}

/** How the form as it is filled in wants the run to be started. */
export function toOrder({ run, fields }: FormView): TriggerOrder {
  const branch = fields.find(({ kind }) => kind === "branch");
  const wanted = branch && readInput(branch.value).trim();
  const inputs = fields.map(toEntry).filter((entry) => entry !== null);
  return {
    branch: wanted === undefined || wanted === run.branch ? null : wanted,
    inputs: Object.fromEntries(inputs),
  };
}

function createBranchField(branch: string): FormField {
  return {
    kind: "branch",
    id: "branch",
    label: "branch",
    description: "Where it is to run",
    type: "text",
    choices: [],
    isRequired: true,
    defaultValue: branch,
    value: startInput(branch),
  };
}

function createInputField(input: TriggerInput): FormField {
  const { name, description, type, choices, isRequired } = input;
  const field = { kind: "input", id: `input ${name}`, label: name, description, type } as const;
  const among = type === "boolean" ? ["false", "true"] : type === "choice" ? choices : null;
  const defaultValue =
    among === null || among.includes(input.defaultValue)
      ? input.defaultValue
      : (among[0] ?? input.defaultValue);
  return { ...field, choices, isRequired, defaultValue, value: startInput(defaultValue) };
}

function createVariableField(number: number): FormField {
  return {
    kind: "variable",
    id: `variable ${number}`,
    label: "variable",
    description: "NAME=value, as many as you like",
    type: "text",
    choices: [],
    isRequired: false,
    defaultValue: "",
    value: startInput(""),
  };
}

// There is always an empty one to go on with.
function growVariables(fields: readonly FormField[]): readonly FormField[] {
  const last = fields.at(-1);
  return last?.kind === "variable" && readInput(last.value) !== ""
    ? [...fields, createVariableField(fields.length)]
    : fields;
}

function findFault(
  { kind, label, type, isRequired, value }: FormField,
  names: Set<string>,
): string | null {
  const text = readInput(value).trim();
  if (text === "") return isRequired ? `${label} is required` : null;
  if (type === "number" && !/^[+-]?(?:\d+\.?\d*|\.\d+)$/u.test(text)) {
    return `${label} is a number`;
  }
  if (kind !== "variable") return null;
  const name = /^([A-Za-z_]\w*)=/u.exec(text)?.[1];
  if (name === undefined) return "a variable is written NAME=value";
  if (names.has(name)) return `${name} is given twice`;
  names.add(name);
  return null;
}

// What is empty by default and was left so is left to the server.
function toEntry({
  kind,
  label,
  type,
  defaultValue,
  value,
}: FormField): readonly [string, string] | null {
  const text = readInput(value);
  if (kind === "branch" || (text === "" && defaultValue === "")) return null;
  if (kind === "input") return [label, type === "number" ? text.trim() : text];
  const at = text.indexOf("=");
  return at < 0 ? null : [text.slice(0, at).trim(), text.slice(at + 1)];
}
