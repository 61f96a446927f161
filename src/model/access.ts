/** What a server says of the one who asks. */
export interface AccessReport {
  /** Null for nobody in particular: without a credential, or with an app's. */
  readonly login: string | null;
  /** What the token may do in the vendor's words, null where the server does not say. */
  readonly scopes: readonly string[] | null;
  /** ISO 8601 UTC; null where the token does not expire or the server does not say. */
  readonly expiresAt: string | null;
  /** What the token lacks and what that costs, a sentence each without a full stop. */
  readonly lacks: readonly string[];
}

/** The report of somebody without a credential. */
export const ANONYMOUS: AccessReport = { login: null, scopes: null, expiresAt: null, lacks: [] };
