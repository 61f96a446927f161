import type { ParsedText, TextFault } from "./config-document.ts";
import type { ConfigPath } from "./config-path.ts";
import { findJsonFault } from "./find-json-fault.ts";
import { type JsonPlace, locateJson } from "./locate-json.ts";

/** Parses strict JSON in which no key stands twice in one object. */
export function parseJson(text: string): ParsedText | TextFault {
  const value = parseValue(text);
  const fault = value === undefined ? findJsonFault(text) : null;
  if (fault !== null) return { ...fault, message: `broken JSON: ${fault.message}` };
  const { root, repeated } = locateJson(text);
  if (repeated !== null) return { offset: repeated, message: "this key stands twice" };
  return { value, offsetOf: (path) => findPlace(root, path).offset };
}

/** What the text stands for; undefined, which no JSON stands for, where it is none. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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
