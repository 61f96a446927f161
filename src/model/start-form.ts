import type { PipelineRun } from "./pipeline-run.ts";
import type { TriggerForm, TriggerInput, TriggerInputType, TriggerOrder } from "./run-detail.ts";

/** One thing to fill in before a run is started. */
export interface StartField {
  readonly kind: "branch" | "input" | "variable";
  readonly label: string;
  readonly description: string | null;
  readonly type: TriggerInputType;
  /** What may be chosen; empty where the value is typed. */
  readonly choices: readonly string[];
  readonly isRequired: boolean;
  readonly defaultValue: string;
}

/** A field and what was filled in. */
export interface FilledField extends StartField {
  readonly text: string;
}

/** What keeps a form from being sent. */
export interface StartProblem {
  /** The field's place; null where it is about the whole. */
  readonly at: number | null;
  readonly text: string;
}

/** A variable of any name, for forms that take them. */
export const VARIABLE_FIELD: StartField = {
  kind: "variable",
  label: "variable",
  description: "NAME=value, as many as you like",
  type: "text",
  choices: [],
  isRequired: false,
  defaultValue: "",
};

/** What there is to fill in for a run like another one, but for its variables. */
export function listStartFields(
  { branch }: Pick<PipelineRun, "branch">,
  { inputs, takesBranch }: TriggerForm,
): readonly StartField[] {
  const fields = inputs.map(toField);
  return takesBranch ? [toBranchField(branch), ...fields] : fields;
}

/** What is wrong with a form as it is filled in, the topmost first; null where nothing is. */
export function findStartProblem(fields: readonly FilledField[]): StartProblem | null {
  const names = new Set<string>();
  for (const [at, field] of fields.entries()) {
    const text = findFault(field, names);
    if (text !== null) return { at, text };
  }
  return null;
}

/** How a form as it is filled in wants a run like another one to be started. */
export function toStartOrder(
  { branch }: Pick<PipelineRun, "branch">,
  fields: readonly FilledField[],
): TriggerOrder {
  const wanted = fields.find(({ kind }) => kind === "branch")?.text.trim();
  const inputs = fields.map(toEntry).filter((entry) => entry !== null);
  return {
    branch: wanted === undefined || wanted === branch ? null : wanted,
    inputs: Object.fromEntries(inputs),
  };
}

function toBranchField(branch: string): StartField {
  return {
    kind: "branch",
    label: "branch",
    description: "Where it is to run",
    type: "text",
    choices: [],
    isRequired: true,
    defaultValue: branch,
  };
}

function toField(input: TriggerInput): StartField {
  const { name, description, type, isRequired } = input;
  const choices = listChoices(input);
  // Of the two of a boolean, what nobody asked for is not done.
  const first = type === "boolean" ? "false" : choices[0];
  const isChoice = choices.length === 0 || choices.includes(input.defaultValue);
  const defaultValue = isChoice ? input.defaultValue : (first ?? input.defaultValue);
  return { kind: "input", label: name, description, type, choices, isRequired, defaultValue };
}

function listChoices({ type, choices }: TriggerInput): readonly string[] {
  if (type === "boolean") return ["true", "false"];
  return type === "choice" ? choices : [];
}

function findFault(
  { kind, label, type, choices, isRequired, text }: FilledField,
  names: Set<string>,
): string | null {
  const word = text.trim();
  if (word === "") return isRequired ? `${label} is required` : null;
  if (choices.length > 0 && !choices.includes(text)) return `${label} is none of its choices`;
  if (type === "number" && !/^[+-]?(?:\d+\.?\d*|\.\d+)$/u.test(word)) return `${label} is a number`;
  if (kind !== "variable") return null;
  const name = /^([A-Za-z_]\w*)=/u.exec(word)?.[1];
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
  text,
}: FilledField): readonly [string, string] | null {
  if (kind === "branch" || (text === "" && defaultValue === "")) return null;
  if (kind === "input") return [label, type === "number" ? text.trim() : text];
  const at = text.indexOf("=");
  return at < 0 ? null : [text.slice(0, at).trim(), text.slice(at + 1)];
}
