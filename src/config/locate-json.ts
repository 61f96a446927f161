/** Where a value stands in its text: its key, where it has one, and the values in it by key or index. */
export interface JsonPlace {
  readonly offset: number;
  readonly parts: ReadonlyMap<string, JsonPlace>;
}

/** The places of all values of a text, and the second one of the first key that stands twice, if any does. */
export interface JsonPlaces {
  readonly root: JsonPlace;
  readonly repeated: number | null;
}

interface OpenPlace extends JsonPlace {
  readonly parts: Map<string, OpenPlace>;
}

/** A bracket or comma, a string with the colon behind it where it is a key, or any other value. */
const TOKEN = /[{}[\],]|("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+/gu;

/** Finds where everything stands in a text that is JSON. */
export function locateJson(text: string): JsonPlaces {
  const root: OpenPlace = { offset: 0, parts: new Map() };
  const around = [root];
  let key: { readonly name: string; readonly offset: number } | null = null;
  let repeated: number | null = null;
  for (const { 0: token, 1: name, index } of text.matchAll(TOKEN)) {
    const parts = around.at(-1)?.parts ?? root.parts;
    if (name !== undefined) {
      key = { name: JSON.parse(name), offset: index };
      if (parts.has(key.name)) repeated ??= index;
    } else if (token === "}" || token === "]") {
      around.pop();
    } else if (token !== ",") {
      const place = { offset: key?.offset ?? index, parts: new Map() };
      parts.set(key?.name ?? String(parts.size), place);
      if (token === "{" || token === "[") around.push(place);
      key = null;
    }
  }
  return { root: root.parts.get("0") ?? root, repeated };
}
