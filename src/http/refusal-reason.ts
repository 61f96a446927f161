import type { AnswerHeaders } from "./header-list.ts";

/** GitHub's own sentences for what it does not do; only ours are shown, since a body can hold a token. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/is already running/iu, "it is running already"],
  [/over a month ago/iu, "it is too old to be run again"],
  [/has no failed jobs/iu, "it has no failed jobs"],
  [/archived so is read-only/iu, "the repository is archived"],
  [/does not have '?workflow_dispatch/iu, "the workflow has no workflow_dispatch"],
  [/no ref found/iu, "the branch is gone"],
  [/required input .{1,200} not provided/iu, "a required input is missing"],
  [/unexpected inputs provided/iu, "the workflow does not know one of the inputs"],
  [/not in the list of allowed values/iu, "an input has a value that is not allowed"],
];

/** Why a request was not done although it was allowed; null where the server does not say. */
export function findReason(body: string): string | null {
  const text = body.slice(0, 2_000);
  return REASONS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/**
 * The permission that was missing, as in `actions=write`, from GitHub's header for it; null where
 * absent. Between semicolons stand alternatives:
 * https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible
 */
export function findMissingPermission(headers: AnswerHeaders): string | null {
  const told = headers.get("x-accepted-github-permissions") ?? "";
  const sets = told
    .split(";")
    .map((set) => set.split(",").map((one) => one.trim()))
    // A server can put anything into a header: only the words of a permission are taken.
    .filter((set) => set.every((one) => /^[a-z_]{1,40}=(?:read|write|admin)$/u.test(one)))
    .map((set) => set.join(" and "));
  return sets.length > 0 ? sets.slice(0, 3).join(" or ") : findJenkinsPermission(headers);
}

/** Jenkins names a class and the permission in it: `hudson.model.Item.Build` gives `Item.Build`. */
function findJenkinsPermission(headers: AnswerHeaders): string | null {
  const told = headers.get("x-required-permission") ?? "";
  return (
    /^(?:[a-z\d]{1,30}\.){1,8}([A-Z][A-Za-z]{1,40}\.[A-Z][A-Za-z]{1,40})$/u.exec(told)?.[1] ?? null
  );
}
