import type { TextFault } from "./config-document.ts";

type Expecting = "value" | "value-or-end" | "key" | "key-or-end" | "colon" | "comma-or-end" | "end";
type Token = "{" | "}" | "[" | "]" | ":" | "," | "string" | "literal";

const TOKEN =
  /([{}[\]:,])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|((?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-]))/uy;
const SPACE = /[ \t\n\r]*/uy;

const WANTED: Record<Expecting, string> = {
  value: "a value is missing here",
  "value-or-end": "a value or ] is missing here",
  key: "a key in double quotes is missing here",
  "key-or-end": "a key in double quotes or } is missing here",
  colon: "a colon is missing after the key",
  "comma-or-end": "a comma or a closing bracket is missing here",
  end: "there is more text after the end",
};

/**
 * Finds the first place where a text breaks the grammar of JSON, null where it is JSON. The engine's
 * own message will not do: its wording differs from version to version, it often names no place, and
 * it quotes the text.
 */
export function findJsonFault(text: string): TextFault | null {
  const open: ("{" | "[")[] = [];
  let expecting: Expecting = "value";
  for (let offset = skipSpace(text, 0); offset < text.length; offset = skipSpace(text, offset)) {
    TOKEN.lastIndex = offset;
    const match = TOKEN.exec(text);
    if (match === null) return { offset, message: describeCharacter(text[offset], expecting) };
    const token = match[1] ?? (match[2] === undefined ? "literal" : "string");
    const next = advance(expecting, token as Token, open);
    if (next === null) return { offset, message: describeToken(token as Token, expecting) };
    expecting = next;
    offset = TOKEN.lastIndex;
  }
  if (expecting === "end") return null;
  return { offset: text.length, message: "the file ends too early: a closing bracket is missing" };
}

function skipSpace(text: string, from: number): number {
  SPACE.lastIndex = from;
  SPACE.exec(text);
  return SPACE.lastIndex;
}

/** What must follow a token, null where the token may not stand; keeps count of open brackets. */
function advance(expecting: Expecting, token: Token, open: ("{" | "[")[]): Expecting | null {
  const inner = () => (open.length === 0 ? "end" : "comma-or-end");
  const closes =
    (token === "}" && open.at(-1) === "{" && /^(?:key-or-end|comma-or-end)$/u.test(expecting)) ||
    (token === "]" && open.at(-1) === "[" && /^(?:value-or-end|comma-or-end)$/u.test(expecting));
  if (closes) {
    open.pop();
    return inner();
  }
  if (expecting === "colon") return token === ":" ? "value" : null;
  if (expecting === "comma-or-end") {
    if (token !== ",") return null;
    return open.at(-1) === "{" ? "key" : "value";
  }
  if (expecting === "key" || expecting === "key-or-end") return token === "string" ? "colon" : null;
  if (expecting === "end") return null;
  if (token === "string" || token === "literal") return inner();
  if (token !== "{" && token !== "[") return null;
  open.push(token);
  return token === "{" ? "key-or-end" : "value-or-end";
}

function describeToken(token: Token, expecting: Expecting): string {
  const afterComma = expecting === "key" || expecting === "value";
  if (afterComma && (token === "}" || token === "]")) {
    return `found ${token}; JSON takes no comma after the last item, and no key without a value`;
  }
  if (expecting === "comma-or-end" && (token === "}" || token === "]")) {
    return `found ${token} where the other kind of bracket is still open`;
  }
  return WANTED[expecting];
}

function describeCharacter(character: string | undefined, expecting: Expecting): string {
  if (character === '"') return "this string has no closing quote on its line, or a wrong escape";
  if (character === "'") return "JSON takes double quotes only";
  if (character === "/" || character === "#") return "JSON takes no comments";
  if (expecting === "value" || expecting === "value-or-end") {
    return "this is no JSON value; a text needs double quotes";
  }
  return WANTED[expecting];
}
