import type { ParsedText, TextFault } from "./config-document.ts";
import type { ConfigPath } from "./config-path.ts";
import { findJsonFault } from "./find-json-fault.ts";
import { type JsonPlace, locateJson } from "./locate-json.ts";

/** Parses strict JSON in which no key stands twice in one object. */
export function parseJson(text: string): ParsedText | TextFault {
  const fault = findJsonFault(text);
  if (fault !== null) return { ...fault, message: `broken JSON: ${fault.message}` };
  const { root, repeated } = locateJson(text);
  if (repeated !== null) return { offset: repeated, message: "this key stands twice" };
  return { value: JSON.parse(text), offsetOf: (path) => findPlace(root, path).offset };
}

function findPlace(root: JsonPlace, path: ConfigPath): JsonPlace {
  let place = root;
  for (const part of path) {
    const inner = place.parts.get(String(part));
    if (inner === undefined) break;
    place = inner;
  }
  return place;
}
