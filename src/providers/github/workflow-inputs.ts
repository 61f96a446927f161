import { parse } from "yaml";
import { cleanTextOrNull } from "../../model/clean-text.ts";
import type { TriggerInput } from "../../model/run-detail.ts";
import { readField } from "./read-json.ts";

/** More than twice of what GitHub allows. */
const MAX_INPUTS = 64;

/**
 * Reads from a workflow's file what a person can set when starting it; null where the file does not
 * let anybody start it. Throws what the YAML parser throws. Keys:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_dispatch
 */
export function parseWorkflowInputs(text: string): readonly TriggerInput[] | null {
  const events = readField(parse(text, { logLevel: "error" }), "on");
  const names = Array.isArray(events) ? events : [events];
  if (names.includes("workflow_dispatch")) return [];
  if (readField(events, "workflow_dispatch") === undefined) return null;
  const inputs = readField(events, "workflow_dispatch", "inputs");
  if (typeof inputs !== "object" || inputs === null) return [];
  return Object.entries(inputs)
    .slice(0, MAX_INPUTS)
    .flatMap(([name, raw]) => toTriggerInput(name, raw) ?? []);
}

function toTriggerInput(rawName: string, raw: unknown): TriggerInput | null {
  const name = cleanTextOrNull(rawName);
  if (name === null) return null;
  const options = readField(raw, "options");
  const choices = Array.isArray(options) ? options.map(toValue).filter((one) => one !== "") : [];
  const type = toType(readField(raw, "type"), choices);
  const given = toValue(readField(raw, "default"));
  return {
    name,
    description: cleanTextOrNull(readField(raw, "description")),
    type,
    choices: type === "choice" ? choices : [],
    defaultValue: given === "" ? toFirstValue(type, choices) : given,
    isRequired: readField(raw, "required") === true,
  };
}

/** The name of an environment is typed like any text. */
function toType(word: unknown, choices: readonly string[]): TriggerInput["type"] {
  if (word === "boolean" || word === "number") return word;
  return word === "choice" && choices.length > 0 ? "choice" : "text";
}

/** What GitHub's own form begins with where the file names no default. */
function toFirstValue(type: TriggerInput["type"], choices: readonly string[]): string {
  if (type === "boolean") return "false";
  return type === "choice" ? (choices[0] ?? "") : "";
}

function toValue(value: unknown): string {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return cleanTextOrNull(value) ?? "";
}
