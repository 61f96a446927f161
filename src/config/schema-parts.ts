import * as z from "zod";

/** A text of one line with something to see at both ends. */
export const LINE = /^[^\s\u0000-\u001f](?:[^\u0000-\u001f]*[^\s\u0000-\u001f])?$/;

/** An object that takes these keys only; an unknown key's issue carries the list of known ones. */
export function strict<Shape extends z.core.$ZodLooseShape>(allowed: string, shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? Object.keys(shape).join(", ") : allowed,
  });
}

/** A list with something in it. */
export function list<Item extends z.ZodType>(allowed: string, item: Item) {
  return z.array(item, { error: allowed }).min(1, { error: allowed });
}

/** A text of one line. */
export function line(allowed: string, maxLength: number) {
  return z
    .string({ error: allowed })
    .min(1, { error: allowed })
    .max(maxLength, { error: allowed })
    .regex(LINE, { error: allowed });
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

/** A variable of the environment that holds a secret. */
export function variable(allowed: string) {
  return strict(allowed, {
    env: z
      .string({ error: ENV_NAME })
      .regex(NOT_A_TOKEN, { error: ENV_NAME })
      .describe("Name of the environment variable that is read at start."),
  });
}

/** A secret as it stands, or the variable it is in; `allowed` says so where the default does not fit. */
export function secret(
  what: string,
  allowed = `{"env": "NAME"} with the name of an environment variable, or the ${what} itself`,
  pattern = LINE,
) {
  const literal = line(allowed, 4_096).regex(pattern, { error: allowed });
  return z.union([literal, variable(allowed)], { error: allowed });
}
