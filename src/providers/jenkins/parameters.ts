import { cleanText, cleanTextOrNull } from "../../model/clean-text.ts";
import { ProviderError } from "../../model/provider-error.ts";
import type { RunParameter, TriggerInput } from "../../model/run-detail.ts";
import { asObject, asObjects, asText, type RawObject, shortClass } from "./raw-json.ts";

/** The `tree` of a job's parameters. Jenkins tells of no password's default. */
export const PARAMETERS_TREE =
  "property[parameterDefinitions[name,type,description,choices,defaultParameterValue[value]]]";

/** The `tree` of what a build was started with. */
export const VALUES_TREE = "actions[parameters[name,value]]";

/** One parameter of a job, and how Jenkins spells what people see cleaned. */
export interface Parameter {
  readonly input: TriggerInput;
  readonly name: string;
  readonly choices: readonly string[];
}

/** Reads a job's parameters. A file is left out: nothing here could send one. */
export function readParameters(job: RawObject): readonly Parameter[] {
  const definitions = asObjects(job.property).flatMap((it) => asObjects(it.parameterDefinitions));
  return definitions.flatMap((definition) => {
    const name = asText(definition.name);
    const kind = asText(definition.type) ?? shortClass(definition);
    if (name === null || kind === "FileParameterDefinition") return [];
    const isSecret = /password|secret/iu.test(kind);
    const choices = toTexts(definition.choices);
    const type = toInputType(kind, choices, isSecret);
    const [value] = asObjects([definition.defaultParameterValue]);
    const byDefault = isSecret ? null : toValue(value?.value);
    const fallback = type === "boolean" ? "false" : (choices[0] ?? "");
    const input: TriggerInput = {
      name: cleanText(name),
      description: cleanTextOrNull(definition.description),
      type,
      choices: choices.map((choice) => cleanText(choice)),
      defaultValue: cleanText(byDefault ?? fallback),
      isRequired: false,
    };
    return [{ input, name, choices }];
  });
}

function toInputType(kind: string, choices: readonly string[], isSecret: boolean) {
  if (isSecret) return "secret";
  if (kind === "BooleanParameterDefinition") return "boolean";
  return choices.length > 0 ? "choice" : "text";
}

/**
 * What to send for what a person chose. What was left at its default is not sent, so that Jenkins
 * takes its own: a secret that nobody sees, a text of several lines. Rejects a name the job lacks.
 */
export function toParameters(
  parameters: readonly Parameter[],
  inputs: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const byName = new Map(parameters.map((parameter) => [parameter.input.name, parameter]));
  const sent = Object.entries(inputs).flatMap(([given, value]) => {
    const parameter = byName.get(given);
    if (!parameter) {
      throw new ProviderError("refused", `the job has no parameter ${cleanText(given, 100)}`);
    }
    if (value === parameter.input.defaultValue) return [];
    const raw = parameter.choices.find((choice) => cleanText(choice) === value);
    return [[parameter.name, raw ?? value] as const];
  });
  return Object.fromEntries(sent);
}

/**
 * What a build was started with, as it has to be sent again. Rejects where a value is not told, as
 * that of a password: the default in its place would be another build.
 */
export function readValues(build: RawObject): Readonly<Record<string, string>> {
  const given = asObjects(build.actions).flatMap((action) => asObjects(action.parameters));
  const values = given.flatMap((parameter) => {
    const name = asText(parameter.name);
    if (name === null) return [];
    const value = toValue(parameter.value);
    if (value !== null) return [[name, value] as const];
    const sentence = `Jenkins does not tell the value of ${cleanText(name, 100)}: start a new build instead`;
    throw new ProviderError("refused", sentence);
  });
  return Object.fromEntries(values);
}

/** What a build was started with, for a person; a password's value is null. */
export function toRunParameters(build: unknown): readonly RunParameter[] {
  const given = asObjects(asObject(build)?.actions).flatMap((it) => asObjects(it.parameters));
  return given.flatMap((parameter) => {
    const name = cleanTextOrNull(parameter.name);
    if (name === null) return [];
    const value = toValue(parameter.value);
    return [{ name, value: value === null ? null : cleanText(value) }];
  });
}

function toValue(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "boolean" || typeof value === "number" ? String(value) : null;
}

function toTexts(values: unknown): readonly string[] {
  return Array.isArray(values) ? values.filter((value) => typeof value === "string") : [];
}
