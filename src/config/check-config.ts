import type { z } from "zod/mini";
import type { ConfigDocument } from "./config-document.ts";
import { ConfigError, type ConfigProblem } from "./config-error.ts";
import { type ConfigPath, formatPath, valueAt } from "./config-path.ts";
import { describeSecret, describeValue } from "./describe-value.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { ConfigInput } from "./resolved-config.ts";
import { configSchema } from "./schema.ts";

const NEXT_STEP = "correct the file; .cimonrc.example.json shows every key";

/**
 * Checks a parsed file against the schema. Throws a {@link ConfigError} with one problem for each
 * fault: path, line, what was found (never a token), what is allowed.
 */
export function checkConfig(document: ConfigDocument): ConfigInput {
  const result = configSchema.safeParse(document.value);
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap((issue) => toProblems(document, issue, []));
  // A value can break several rules at once; the first says it all.
  const first = problems.filter(
    ({ path }, index) => problems.findIndex((other) => other.path === path) === index,
  );
  throw new ConfigError(document.file, first, NEXT_STEP);
}

/** Makes a problem of a path below the configuration's root. */
export function createProblem(
  document: ConfigDocument,
  path: ConfigPath,
  message: string,
): ConfigProblem {
  const place = formatPath([...document.root, ...path]);
  return { path: place, line: document.lineOf(path), message };
}

function toProblems(
  document: ConfigDocument,
  issue: z.core.$ZodIssue,
  parent: ConfigPath,
): readonly ConfigProblem[] {
  const path = [...parent, ...(issue.path as ConfigPath)];
  const found = describeFound(document.value, path);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const known = issue.message.split(", ");
      const message = `unknown key${didYouMean(key, known)}; allowed: ${issue.message}`;
      return createProblem(document, [...path, key], message);
    });
  }
  if (issue.code === "invalid_union") {
    const branches = issue.errors.filter((errors) => !isOtherKind(errors));
    const branch = branches.find((errors) => !errors.some(isUnknownKey)) ?? branches[0];
    if (branch !== undefined) return branch.flatMap((inner) => toProblems(document, inner, path));
  }
  if (issue.code === "custom" && issue.params?.allowed !== true) {
    return [createProblem(document, path, issue.message)];
  }
  const value = valueAt(document.value, path);
  const isChoice = issue.code === "invalid_value" || issue.code === "invalid_union";
  const hint =
    isChoice && typeof value === "string" && !isSecret(path)
      ? didYouMean(value, issue.message.split(", "))
      : "";
  return [createProblem(document, path, `${found}${hint}; allowed: ${issue.message}`)];
}

/** True for the branch of a union that is for values of another kind. */
function isOtherKind(errors: readonly z.core.$ZodIssue[]): boolean {
  return errors.some(({ code, path }) => code === "invalid_type" && path.length === 0);
}

function isUnknownKey({ code }: z.core.$ZodIssue): boolean {
  return code === "unrecognized_keys";
}

function describeFound(root: unknown, path: ConfigPath): string {
  const value = valueAt(root, path);
  if (value === undefined) return "missing";
  return `found ${isSecret(path) ? describeSecret(value) : describeValue(value)}`;
}

function isSecret(path: ConfigPath): boolean {
  // A secret in the wrong place is one as well.
  if (path[0] === "server") return path[3] !== "name" && path[3] !== "role";
  return path[0] === "sources" && (path[2] === "token" || path[2] === "user");
}
