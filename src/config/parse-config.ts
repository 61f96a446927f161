import { extname } from "node:path";
import type { ConfigDocument } from "./config-document.ts";
import { ConfigError } from "./config-error.ts";
import { type ConfigPath, valueAt } from "./config-path.ts";
import { parseJson } from "./parse-json.ts";

const NEXT_STEP = "correct the file; .cimonrc.example.json shows every key";

/**
 * Parses a configuration file's text with its positions: strict JSON in a `.json` file, else YAML.
 * Throws a {@link ConfigError} that names line and column.
 */
export async function parseConfig(
  file: string,
  source: string,
  root: ConfigPath = [],
): Promise<ConfigDocument> {
  const text = source.replace(/^\ufeff/u, "");
  if (text.trim() === "") throw toError(file, null, "the file is empty");
  const parse = extname(file) === ".json" ? parseJson : (await import("./parse-yaml.ts")).parseYaml;
  const parsed = parse(text);
  if ("message" in parsed) {
    const { line, column } = placeOf(text, parsed.offset);
    throw toError(file, line, `column ${column}: ${parsed.message}`);
  }
  return {
    file,
    root,
    value: valueAt(parsed.value, root),
    lineOf: (path) => {
      const offset = parsed.offsetOf([...root, ...path]);
      return offset === null ? null : placeOf(text, offset).line;
    },
  };
}

function placeOf(text: string, offset: number) {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function toError(file: string, line: number | null, message: string): ConfigError {
  return new ConfigError(file, [{ path: "", line, message }], NEXT_STEP);
}
