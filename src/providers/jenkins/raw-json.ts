/** An object as JSON may hold it. */
export type RawObject = Readonly<Record<string, unknown>>;

/** The value where it is an object, else null: an answer is never trusted to have its shape. */
export function asObject(value: unknown): RawObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as RawObject)
    : null;
}

/** The objects of an array; whatever else stands in it, or instead of it, is left out. */
export function asObjects(value: unknown): readonly RawObject[] {
  if (!Array.isArray(value)) return [];
  return value.map(asObject).filter((item) => item !== null);
}

/** The value where it is a string that is not empty, else null. */
export function asText(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** The value where it is a whole number that is not negative, else null. */
export function asCount(value: unknown): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

/** The last part of a Java class name: `hudson.model.Cause$UserIdCause` gives `UserIdCause`. */
export function shortClass(node: RawObject): string {
  return asText(node._class)?.split(/[.$]/u).at(-1) ?? "";
}
