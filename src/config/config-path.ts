import { cleanText } from "../model/clean-text.ts";

/** The way from the root of a configuration to one of its values. */
export type ConfigPath = readonly (string | number)[];

/** Writes a path as a person types it: `sources[0].token.env`, `keys["a b"]`. */
export function formatPath(path: ConfigPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    if (!/^[$\w-]+$/u.test(part)) return `${text}[${JSON.stringify(cleanText(part, 60))}]`;
    return text === "" ? part : `${text}.${part}`;
  }, "");
}

/** The value a path leads to, undefined where it leads nowhere. */
export function valueAt(root: unknown, path: ConfigPath): unknown {
  let at = root;
  for (const part of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Readonly<Record<string | number, unknown>>)[part];
  }
  return at;
}
