import type { AccessReport } from "../../model/access.ts";
import { cleanText, cleanTextOrNull } from "../../model/clean-text.ts";
import { toIsoTime } from "../../model/iso-time.ts";
import { ProviderError } from "../../model/provider-error.ts";
import type { GitlabRunClient } from "./run-client.ts";

/**
 * What GitLab says of the token: personal, project and group tokens tell their scopes, others only
 * whose they are: https://docs.gitlab.com/api/personal_access_tokens/#self-inform
 */
export async function checkAccess(
  client: GitlabRunClient,
  signal: AbortSignal,
): Promise<AccessReport> {
  const token = await orNull(client.getToken(signal));
  const user = await orNull(client.getUser(signal));
  const login = cleanTextOrNull(user?.username);
  if (!Array.isArray(token?.scopes)) return { login, scopes: null, expiresAt: null, lacks: [] };
  const scopes = token.scopes.map((scope) => cleanText(String(scope), 60));
  const canRead = scopes.includes("read_api") || scopes.includes("api");
  const lacks = canRead ? [] : ["the scope read_api is missing, without which nothing is shown"];
  return { login, scopes, expiresAt: toIsoTime(token.expires_at), lacks };
}

/** Null where this kind of token may not ask, or this GitLab does not know the question. */
async function orNull<Answer>(asking: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asking;
  } catch (error) {
    const isRefused =
      error instanceof ProviderError && (error.status === 403 || error.status === 404);
    if (isRefused) return null;
    throw error;
  }
}
