import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ParsedText, TextFault } from "../../src/config/config-document.ts";
import type { ConfigPath } from "../../src/config/config-path.ts";
import { parseJson } from "../../src/config/parse-json.ts";
import { parseYaml } from "../../src/config/parse-yaml.ts";

function assertParsed(parsed: ParsedText | TextFault): ParsedText {
  if ("message" in parsed) throw new Error(parsed.message);
  return parsed;
}

/** The ways to all values, and to one in each of them that is not there. */
function listPaths(value: unknown, path: ConfigPath = []): readonly ConfigPath[] {
  const isList = Array.isArray(value);
  const inner = typeof value === "object" && value !== null ? Object.entries(value) : [];
  const below = inner.flatMap(([key, one]) =>
    listPaths(one, [...path, isList ? Number(key) : key]),
  );
  return [path, [...path, "no such key"], ...below];
}

describe("parseJson", () => {
  it.each<[string, ConfigPath, string]>([
    ['{"a": {"b": [1, {"c": 2}]}}', [], '{"a"'],
    ['{"a": {"b": [1, {"c": 2}]}}', ["a", "b"], '"b"'],
    ['{"a": {"b": [1, {"c": 2}]}}', ["a", "b", 1], '{"c"'],
    ['{"a": {"b": [1, {"c": 2}]}}', ["a", "b", 1, "c"], '"c"'],
    ['{"a": {"b": [1, {"c": 2}]}}', ["a", "b", 7, "c"], '"b"'],
    ['{"a": "b", "b" : "}, {", "c": 1}', ["c"], '"c"'],
    ['{"a\\": {": [[], {}, -1.5e3, "x:"], "b": 1}', ['a": {', 3], '"x:"'],
  ])("knows where in %s %j stands", (text, path, start) => {
    const offset = assertParsed(parseJson(text)).offsetOf(path) ?? text.length;
    expect(text.slice(offset, offset + start.length)).toBe(start);
  });

  it("finds everything where a parser of YAML finds it", () => {
    const indent = fc.constantFrom(0, 2, "\t");
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), indent, (value, space) => {
        const text = JSON.stringify(value, null, space);
        const json = assertParsed(parseJson(text));
        const yaml = assertParsed(parseYaml(text));
        for (const path of listPaths(value)) {
          expect(json.offsetOf(path)).toBe(yaml.offsetOf(path));
        }
      }),
    );
  });
});
