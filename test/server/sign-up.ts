import { hashPassword } from "../../src/server/auth/password-hash.ts";
import type { AuthOptions } from "../../src/server/server-options.ts";

/** The password of both of them. */
export const PASSWORD = "open sesame";

/** An `operator` and a `viewer` who are called by their roles, and tokens where there is a key. */
export async function signUp(key: string | null = null): Promise<AuthOptions> {
  const passwordHash = await hashPassword(PASSWORD, { log2n: 10, r: 8, p: 1 });
  const users = (["operator", "viewer"] as const).map((role) => ({
    name: role,
    passwordHash,
    role,
  }));
  return { key, users };
}
