import * as z from "zod/mini";

/** A text of one line with something to see at both ends. */
export const LINE = /^[^\s\u0000-\u001f](?:[^\u0000-\u001f]*[^\s\u0000-\u001f])?$/;

/** The schema itself, with words for the JSON schema on what its value is for. */
export function describe<Schema extends z.ZodMiniType>(schema: Schema, description: string) {
  z.globalRegistry.add(schema, { description });
  return schema;
}

/** {@link describe} for what may be left out. */
export function optional<Schema extends z.ZodMiniType>(schema: Schema, description: string) {
  return describe(z.optional(schema), description);
}

/** An object that takes these keys only; an unknown key's issue carries the list of known ones. */
export function strict<Shape extends z.core.$ZodLooseShape>(allowed: string, shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? Object.keys(shape).join(", ") : allowed,
  });
}

/** A text that passes these checks. */
export function text(allowed: string, ...checks: readonly z.core.$ZodCheck<string>[]) {
  return z.string({ error: allowed, checks });
}

/** A list with something in it. */
export function list<Item extends z.ZodMiniType>(allowed: string, item: Item) {
  return z.array(item, { error: allowed }).check(z.minLength(1, { error: allowed }));
}

/** A text of one line. */
export function line(allowed: string, maxLength: number) {
  return text(
    allowed,
    z.minLength(1, { error: allowed }),
    z.maxLength(maxLength, { error: allowed }),
    z.regex(LINE, { error: allowed }),
  );
}

/** True or false. */
export function flag() {
  return z.boolean({ error: "true or false" });
}

/** One of some words. */
export function choice<const Words extends readonly string[]>(words: Words) {
  return z.enum(words, { error: words.join(", ") });
}

const ENV_NAME = "the name of an environment variable, not the token itself";
// What tokens of the vendors begin with: somebody wrote the token where its variable belongs.
const NOT_A_TOKEN = /^(?!gh[a-z]_|github_pat_|glpat-)[A-Za-z_][A-Za-z0-9_]*$/;

const env = describe(
  text(ENV_NAME, z.regex(NOT_A_TOKEN, { error: ENV_NAME })),
  "Name of the environment variable that is read at start.",
);

/** A variable of the environment that holds a secret. */
export function variable(allowed: string) {
  return strict(allowed, { env });
}

/** A secret as it stands, or the variable it is in; `allowed` says so where the default does not fit. */
export function secret(
  what: string,
  allowed = `{"env": "NAME"} with the name of an environment variable, or the ${what} itself`,
  pattern = LINE,
) {
  const literal = line(allowed, 4_096).check(z.regex(pattern, { error: allowed }));
  return z.union([literal, variable(allowed)], { error: allowed });
}
