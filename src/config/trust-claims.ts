import { createHash } from "node:crypto";
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
  /** Of the address and the names: whoever changes any of them has to be trusted anew. */
  readonly hash: string;
}

/**
 * What a configuration sends of the environment and of logins to addresses other than the vendors'
 * public ones. A token that stands in the file itself is the file's own.
 */
export function listTrustClaims({ sources }: Pick<ConfigInput, "sources">): readonly TrustClaim[] {
  return sources.flatMap((source, index) => {
    const url = sourceUrl(source);
    const credentials = listCredentials(source);
    const isPublic = source.provider !== "jenkins" && url === PUBLIC_URLS[source.provider];
    if (isPublic || credentials.length === 0) return [];
    const hash = createHash("sha256")
      .update(JSON.stringify([url, credentials]))
      .digest("hex");
    return [{ index, source: sourceName(source), url, credentials, hash }];
  });
}

function listCredentials(source: SourceInput): readonly string[] {
  const secrets = ["user" in source ? source.user : undefined, source.token];
  return secrets.flatMap((secret) => {
    if (typeof secret !== "object") return [];
    return "env" in secret ? [secret.env] : [`${secret.login} login`];
  });
}
