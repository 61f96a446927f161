import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { ParsedText, TextFault } from "./config-document.ts";
import type { ConfigPath } from "./config-path.ts";

const BAD_ALIAS = 'a text that begins with * needs quotes, as in "*/api"';

// The library's own messages quote the text, which may be a token.
const YAML_FAULTS: Readonly<Record<string, string>> = {
  BAD_ALIAS,
  TAG_RESOLVE_FAILED: 'a text that begins with ! needs quotes, as in "!acme/old"',
  DUPLICATE_KEY: "this key stands twice",
  TAB_AS_INDENT: "YAML takes spaces only at the start of a line, this is a tab",
  BAD_INDENT: "the indentation does not fit the lines above",
  MISSING_CHAR: "a quote, bracket, comma or space is missing here",
  BLOCK_AS_IMPLICIT_KEY: "there is a second colon here; a text with a colon needs quotes",
  MULTIPLE_DOCS: "only one document is allowed, without --- in between",
  IMPOSSIBLE: "this is not YAML",
};

/** Parses YAML of one document; a warning is a fault as well. */
export function parseYaml(text: string): ParsedText | TextFault {
  const document = parseDocument(text, { prettyErrors: false });
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault !== undefined) {
    return toFault(fault.pos[0], YAML_FAULTS[fault.code] ?? "this is not valid YAML");
  }
  try {
    return { value: document.toJS(), offsetOf: (path) => findOffset(document, path) };
  } catch {
    // Only an alias can fail here: one without an anchor, or one that multiplies without end.
    return toFault(findAlias(document) ?? 0, BAD_ALIAS);
  }
}

function toFault(offset: number, message: string): TextFault {
  return { offset, message: `broken YAML: ${message}` };
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
