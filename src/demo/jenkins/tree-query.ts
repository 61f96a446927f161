/** What a `tree` asks of an object: fields by name, each with what is asked of its own. */
export interface TreeQuery {
  readonly fields: ReadonlyMap<string, TreeQuery>;
  /** The part of a list that is wanted, `to` exclusive. */
  readonly from: number;
  readonly to: number;
}

/** Jenkins answers 500 with a page for a `tree` it cannot read. */
export class TreeSyntaxError extends Error {
  override readonly name = "TreeSyntaxError";
}

const ALL = { from: 0, to: Number.POSITIVE_INFINITY };

/**
 * Reads Stapler's `tree` language, `a,b[c,d]{0,5}`: a field asked for twice is the later one, as in
 * https://github.com/jenkinsci/stapler (TreePruner). Throws {@link TreeSyntaxError}.
 */
export function parseTree(text: string): TreeQuery {
  const tokens: readonly string[] = text.match(/[^[\]{},\s]+|[[\]{},]/gu) ?? [];
  let at = 0;
  const fail = (): never => {
    throw new TreeSyntaxError(`unexpected ${tokens[at] ?? "end"} in ${text}`);
  };
  const take = (token: string): void => {
    if (tokens[at] !== token) fail();
    at += 1;
  };

  function parseRange(): Pick<TreeQuery, "from" | "to"> {
    if (tokens[at] !== "{") return ALL;
    const end = tokens.indexOf("}", at);
    const match = /^(\d*)(,?)(\d*)$/u.exec(tokens.slice(at + 1, end).join(""));
    if (end === -1 || !match) return fail();
    at = end + 1;
    const [, from = "", comma, to = ""] = match;
    if (comma === "") return { from: Number(from), to: Number(from) + 1 };
    return { from: Number(from), to: to === "" ? ALL.to : Number(to) };
  }

  function parseFields(): ReadonlyMap<string, TreeQuery> {
    const fields = new Map<string, TreeQuery>();
    for (;;) {
      const name = tokens[at];
      if (name === undefined || /^[[\]{},]$/u.test(name)) return fail();
      at += 1;
      let below: ReadonlyMap<string, TreeQuery> = new Map();
      if (tokens[at] === "[") {
        at += 1;
        below = parseFields();
        take("]");
      }
      fields.set(name, { fields: below, ...parseRange() });
      if (tokens[at] !== ",") return fields;
      at += 1;
    }
  }

  const fields = parseFields();
  if (at < tokens.length) fail();
  return { fields, ...ALL };
}

/** An object of Jenkins' API; a field that takes work is a function, called where it is asked for. */
export type LazyObject = Readonly<Record<string, unknown>>;

/** Reduces a value to what a query asks; `_class` always goes with an object, as in Jenkins. */
export function pickTree(value: unknown, query: TreeQuery): unknown {
  const given: unknown = typeof value === "function" ? value() : value;
  if (Array.isArray(given)) {
    return given.slice(query.from, query.to).map((item) => pickTree(item, query));
  }
  if (typeof given !== "object" || given === null) return given;
  const picked: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(given)) {
    const below = query.fields.get(name);
    if (name === "_class") picked[name] = field;
    else if (below) picked[name] = pickTree(field, below);
  }
  return picked;
}
