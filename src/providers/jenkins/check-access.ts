import type { AccessReport } from "../../model/access.ts";
import { cleanTextOrNull } from "../../model/clean-text.ts";
import type { JenkinsRunClient } from "./run-client.ts";

/**
 * Whom Jenkins takes the asker for. It refuses a wrong token; where a proxy in front drops the
 * header, everybody is nobody.
 */
export async function checkAccess(
  client: JenkinsRunClient,
  user: string | null,
  signal: AbortSignal,
): Promise<AccessReport> {
  const who = await client.whoAmI(signal);
  const isAnonymous = who?.anonymous !== false;
  const lacks =
    isAnonymous && user !== null
      ? ["Jenkins did not see the user and token; a proxy in front may drop them"]
      : [];
  const login = isAnonymous ? null : cleanTextOrNull(who?.name);
  return { login, scopes: null, expiresAt: null, lacks };
}
