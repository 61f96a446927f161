import { cleanTextOrNull } from "../../model/clean-text.ts";
import type { Annotation } from "../../model/run-detail.ts";
import { readCount, readField } from "./read-json.ts";

/** The place of an annotation that has none: it then counts the lines of the log. */
const NO_PLACE = ".github";

/**
 * Turns an annotation of a check run into an `Annotation`; null where it says nothing. Fields:
 * https://docs.github.com/en/rest/checks/runs#list-check-run-annotations
 */
export function toAnnotation(raw: unknown): Annotation | null {
  const title = cleanTextOrNull(readField(raw, "title"));
  const text = cleanTextOrNull(readField(raw, "message"));
  const message = title !== null && text !== null ? `${title}: ${text}` : (text ?? title);
  if (message === null) return null;
  return { level: toLevel(readField(raw, "annotation_level")), message, place: toPlace(raw) };
}

function toLevel(word: unknown): Annotation["level"] {
  return word === "failure" || word === "warning" ? word : "notice";
}

function toPlace(raw: unknown): string | null {
  const path = cleanTextOrNull(readField(raw, "path"));
  if (path === null || path === NO_PLACE) return null;
  const line = readCount(readField(raw, "start_line"));
  return line === null ? path : `${path}:${line}`;
}
