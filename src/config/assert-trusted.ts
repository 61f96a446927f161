import { realpath } from "node:fs/promises";
import { checkConfig, createProblem } from "./check-config.ts";
import type { ConfigDocument } from "./config-document.ts";
import { ConfigError } from "./config-error.ts";
import { findUserConfig } from "./find-config.ts";
import type { ConfigInput } from "./resolved-config.ts";
import { sourceUrl } from "./source-name.ts";
import { listTrustClaims, type TrustClaim } from "./trust-claims.ts";
import { readAgreements } from "./trust-store.ts";
import type { UserPlace } from "./user-folder.ts";

const NEXT_STEP = "see what it would send, and agree to it once, with: cimon trust";

/**
 * Holds that a configuration which came with a folder sends no credential of the user's to an address
 * the user has not named or agreed to. Throws a {@link ConfigError}, with a problem for each, before
 * any variable is read.
 */
export async function assertTrusted(
  input: ConfigInput,
  document: ConfigDocument,
  place: UserPlace,
): Promise<void> {
  const claims = await listUntrusted(input, document.file, place);
  if (claims.length === 0) return;
  const problems = claims.map(({ index, url, credentials, ca }) => {
    const authority = ca === null ? "" : " on the word of an authority of its own";
    const message = `this file was found in the working directory or above it and would send ${credentials.join(" and ")} to ${url}${authority}, which you have not agreed to; nothing was sent`;
    return createProblem(document, ["sources", index, "url"], message);
  });
  throw new ConfigError(document.file, problems, NEXT_STEP);
}

/** Those claims of a configuration that the user has neither agreed to nor configured an address for. */
export async function listUntrusted(
  input: ConfigInput,
  file: string,
  place: UserPlace,
): Promise<readonly TrustClaim[]> {
  const claims = await listTrustClaims(input, file, place.home);
  if (claims.length === 0) return [];
  const own = await listOwnUrls(place);
  const path = await realpath(file);
  const agreed = (await readAgreements(place)).filter((agreement) => agreement.file === path);
  const isAgreed = (claim: TrustClaim) => agreed.some(({ hash }) => hash === claim.hash);
  return claims.filter((claim) => !(own.has(claim.url) && claim.ca === null) && !isAgreed(claim));
}

/** The addresses in the user's own configuration; a broken one vouches for nothing. */
async function listOwnUrls(place: UserPlace): Promise<ReadonlySet<string>> {
  try {
    const found = await findUserConfig(place);
    return new Set(found === null ? [] : checkConfig(found).sources.map(sourceUrl));
  } catch (error) {
    if (error instanceof ConfigError) return new Set();
    throw error;
  }
}
