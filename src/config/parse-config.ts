import { extname } from "node:path";
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { ConfigError } from "./config-error.ts";
import type { ConfigPath } from "./config-path.ts";
import { findJsonFault } from "./find-json-fault.ts";

/** A configuration file as read, before any check. */
export interface ConfigDocument {
  readonly file: string;
  /** Where the configuration begins in its file: `["cimon"]` in a package.json, else empty. */
  readonly root: ConfigPath;
  /** What stands at `root`. */
  readonly value: unknown;
  /** The line of the value (its key, where it has one) or of the nearest value around it. */
  lineOf(path: ConfigPath): number | null;
}

const NEXT_STEP = "correct the file; .cimonrc.example.json shows every key";

// The library's own messages quote the text, which may be a token.
const YAML_FAULTS: Readonly<Record<string, string>> = {
  BAD_ALIAS: 'a text that begins with * needs quotes, as in "*/api"',
  TAG_RESOLVE_FAILED: 'a text that begins with ! needs quotes, as in "!acme/old"',
  DUPLICATE_KEY: "this key stands twice",
  TAB_AS_INDENT: "YAML takes spaces only at the start of a line, this is a tab",
  BAD_INDENT: "the indentation does not fit the lines above",
  MISSING_CHAR: "a quote, bracket, comma or space is missing here",
  BLOCK_AS_IMPLICIT_KEY: "there is a second colon here; a text with a colon needs quotes",
  MULTIPLE_DOCS: "only one document is allowed, without --- in between",
  IMPOSSIBLE: "this is not YAML",
};

/**
 * Parses a configuration file's text with its positions: strict JSON in a `.json` file, else YAML.
 * Throws a {@link ConfigError} that names line and column.
 */
export function parseConfig(file: string, source: string, root: ConfigPath = []): ConfigDocument {
  const text = source.replace(/^\ufeff/u, "");
  if (text.trim() === "") fail(file, null, "the file is empty");
  const isJson = extname(file) === ".json";
  const counter = new LineCounter();
  if (isJson) {
    const fault = findJsonFault(text);
    if (fault !== null) {
      const before = text.slice(0, fault.offset).split("\n");
      const place = { line: before.length, col: (before.at(-1)?.length ?? 0) + 1 };
      fail(file, place, `broken JSON: ${fault.message}`);
    }
  }
  const document = parseDocument(text, { prettyErrors: false, lineCounter: counter });
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault !== undefined && !(isJson && fault.code !== "DUPLICATE_KEY")) {
    const message = YAML_FAULTS[fault.code] ?? "this is not valid YAML";
    fail(file, counter.linePos(fault.pos[0]), isJson ? message : `broken YAML: ${message}`);
  }
  const whole = isJson ? JSON.parse(text) : toValue(file, document, counter);
  const value = root.reduce((at, part) => at?.[part], whole) as unknown;
  const lineOf = (path: ConfigPath) => {
    const offset = findOffset(document, [...root, ...path]);
    return offset === null ? null : counter.linePos(offset).line;
  };
  return { file, root, value, lineOf };
}

function fail(file: string, place: { line: number; col: number } | null, message: string): never {
  const problem = {
    path: "",
    line: place?.line ?? null,
    message: place === null ? message : `column ${place.col}: ${message}`,
  };
  throw new ConfigError(file, [problem], NEXT_STEP);
}

function toValue(file: string, document: Document.Parsed, counter: LineCounter) {
  try {
    return document.toJS();
  } catch {
    // Only an alias can fail here: one without an anchor, or one that multiplies without end.
    const place = counter.linePos(findAlias(document) ?? 0);
    return fail(file, place, `broken YAML: ${YAML_FAULTS.BAD_ALIAS}`);
  }
}

function findAlias(document: Document.Parsed): number | null {
  let offset: number | null = null;
  visitNodes(document.contents, (node) => {
    if (isAlias(node) && node.resolve(document) === undefined) offset ??= node.range?.[0] ?? null;
  });
  return offset;
}

function visitNodes(node: unknown, see: (node: unknown) => void): void {
  see(node);
  if (isSeq(node)) for (const item of node.items) visitNodes(item, see);
  if (isMap(node)) for (const pair of node.items) visitNodes(pair.value, see);
}

function findOffset(document: Document.Parsed, path: ConfigPath): number | null {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? null;
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === part);
      if (pair === undefined) return offset;
      offset = (isScalar(pair.key) ? pair.key.range?.[0] : null) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
      offset = (node as { range?: readonly number[] } | undefined)?.range?.[0] ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}
