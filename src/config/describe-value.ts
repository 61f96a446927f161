import { cleanText } from "../model/clean-text.ts";

/** Says what was found in a configuration in a few words, safe for a terminal. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (typeof value === "string") return describeText(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "an object";
  return `the ${typeof value} ${String(value)}`;
}

/** {@link describeValue} for a place that may hold a secret: says its kind and nothing else. */
export function describeSecret(value: unknown): string {
  if (typeof value === "string") return value === "" ? "an empty text" : "a text (not shown)";
  if (typeof value === "number") return "a number (not shown)";
  return describeValue(value);
}

/** Shows an address without what may be secret in it: user and password, query, fragment. */
export function describeUrl(url: string): string {
  return describeText(
    url
      .replace(/\/\/.*@/u, "//***@")
      .replace(/\?.*$/su, "?***")
      .replace(/#.*$/su, "#***"),
  );
}

function describeText(text: string): string {
  const line = cleanText(text);
  return JSON.stringify(line.length > 60 ? `${line.slice(0, 59).toWellFormed()}…` : line);
}
