import { type AccessReport, ANONYMOUS } from "../../model/access.ts";
import { cleanText, cleanTextOrNull } from "../../model/clean-text.ts";
import { toIsoTime } from "../../model/iso-time.ts";
import { ProviderError } from "../../model/provider-error.ts";
import type { GithubClient } from "./client.ts";
import type { GithubAnswer } from "./octokit-call.ts";
import { readAnswer } from "./read-answer.ts";
import { readField } from "./read-json.ts";

/**
 * What GitHub says of the token. A classic one has scopes, a fine-grained one has not:
 * https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
 */
export async function checkAccess(
  client: GithubClient,
  signal: AbortSignal,
): Promise<AccessReport> {
  try {
    const answer = await client.getViewer(signal);
    const login = cleanTextOrNull(readField(await readAnswer(answer, signal), "login"));
    return { login, ...readToken(answer) };
  } catch (error) {
    // The token of an app belongs to no user, and may not ask who it is.
    if (error instanceof ProviderError && error.status === 403) return ANONYMOUS;
    throw error;
  }
}

function readToken({ header }: GithubAnswer): Omit<AccessReport, "login"> {
  const told = header("x-oauth-scopes");
  const expiresAt = toExpiry(header("github-authentication-token-expiration"));
  if (told === null) return { scopes: null, expiresAt, lacks: [] };
  const scopes = told
    .split(",")
    .map((scope) => cleanText(scope, 60))
    .filter((scope) => scope !== "");
  const lacks = scopes.includes("repo")
    ? []
    : ["the scope repo is missing, without which private repositories are not there"];
  return { scopes, expiresAt, lacks };
}

/** As in `2027-01-31 12:00:00 UTC` or with an offset, `+0200`. */
function toExpiry(text: string | null): string | null {
  const at = text?.replace(/ UTC$/u, "Z").replace(" ", "T").replace(" ", "") ?? null;
  return toIsoTime(at);
}
