import { readFile } from "node:fs/promises";
import { toAuthorityPath } from "./read-authority.ts";
import type { ConfigInput } from "./resolved-config.ts";
import { PUBLIC_URLS, sourceName, sourceUrl } from "./source-name.ts";

type SourceInput = ConfigInput["sources"][number];

/** What a configuration wants to send of the user's, and where to. */
export interface TrustClaim {
  /** Which of the configuration's sources, from 0. */
  readonly index: number;
  readonly source: string;
  /** The source's address, normalised; an international name as the punycode that DNS sees. */
  readonly url: string;
  /** Names of variables, or `gh login`; never a value. */
  readonly credentials: readonly string[];
  /** The file of an authority that could vouch for any server, null where the known ones must. */
  readonly ca: string | null;
  /** Of the address, the names and the authority: whoever changes any of them has to be trusted anew. */
  readonly hash: string;
}

/**
 * What the configuration in `file` sends of the environment and of logins to addresses other than the
 * vendors' public ones, or to any on the word of an authority of its own. A token that stands in the
 * file itself is the file's own.
 */
export async function listTrustClaims(
  { sources }: Pick<ConfigInput, "sources">,
  file: string,
  home: string,
): Promise<readonly TrustClaim[]> {
  const claims: TrustClaim[] = [];
  for (const [index, source] of sources.entries()) {
    const url = sourceUrl(source);
    const credentials = listCredentials(source);
    const ca = source.ca === undefined ? null : toAuthorityPath(source.ca, file, home);
    const isPublic = source.provider !== "jenkins" && url === PUBLIC_URLS[source.provider];
    if ((isPublic && ca === null) || credentials.length === 0) continue;
    const hash = await hashClaim([url, credentials, ca], ca);
    claims.push({ index, source: sourceName(source), url, credentials, ca, hash });
  }
  return claims;
}

/** A certificate can be exchanged while its path stays. */
async function hashClaim(parts: unknown, ca: string | null): Promise<string> {
  const pem = ca === null ? "" : await readFile(ca).catch(() => "");
  const { createHash } = await import("node:crypto");
  return createHash("sha256").update(JSON.stringify(parts)).update(pem).digest("hex");
}

function listCredentials(source: SourceInput): readonly string[] {
  const secrets = ["user" in source ? source.user : undefined, source.token];
  return secrets.flatMap((secret) => {
    if (typeof secret !== "object") return [];
    return "env" in secret ? [secret.env] : [`${secret.login} login`];
  });
}
