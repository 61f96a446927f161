/** What is read of an answer's headers; the `Headers` of the web are such, and slower to load. */
export interface AnswerHeaders extends Iterable<[string, string]> {
  /** By a name in any case; null where it is absent. */
  get(name: string): string | null;
  has(name: string): boolean;
  getSetCookie(): string[];
}

/** Headers that can be changed, by their names in lower case. */
export interface HeaderList extends AnswerHeaders {
  set(name: string, value: string): void;
  delete(name: string): void;
}

/** Headers by name in any case, as a request is written with them, or as Node tells those of an answer. */
export type HeaderFields = Readonly<
  Record<string, string | number | readonly string[] | undefined>
>;

/** Creates a list of these headers; one that came several times is joined by commas. */
export function createHeaderList(fields: HeaderFields | AnswerHeaders = {}): HeaderList {
  const values = new Map<string, string>();
  let cookies: readonly string[] = [];
  const entries = isList(fields) ? fields : Object.entries(fields);
  for (const [name, value] of entries) {
    const key = name.toLowerCase();
    if (value === undefined) continue;
    if (key === "set-cookie" && typeof value === "object") cookies = value;
    values.set(key, typeof value === "object" ? value.join(", ") : String(value));
  }
  if (isList(fields)) cookies = fields.getSetCookie();
  return {
    get: (name) => values.get(name.toLowerCase()) ?? null,
    has: (name) => values.has(name.toLowerCase()),
    set: (name, value) => void values.set(name.toLowerCase(), value),
    delete: (name) => void values.delete(name.toLowerCase()),
    getSetCookie: () => [...cookies],
    [Symbol.iterator]: () => values.entries(),
  };
}

function isList(fields: HeaderFields | AnswerHeaders): fields is AnswerHeaders {
  return Symbol.iterator in fields;
}
