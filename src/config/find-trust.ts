import { realpath } from "node:fs/promises";
import { listUntrusted } from "./assert-trusted.ts";
import { checkConfig } from "./check-config.ts";
import { ConfigError } from "./config-error.ts";
import type { FindOptions } from "./config-places.ts";
import { findConfig } from "./find-config.ts";
import type { ConfigOrigin } from "./resolved-config.ts";
import { listTrustClaims, type TrustClaim } from "./trust-claims.ts";

/** A configuration file as far as trust is concerned. */
export interface TrustState {
  /** The file, links followed: agreements are kept by it. */
  readonly file: string;
  readonly origin: ConfigOrigin;
  readonly claims: readonly TrustClaim[];
  /** Those of the claims that have not been agreed to. */
  readonly open: readonly TrustClaim[];
}

/** Reads what a file, the one given or the one in force, would send. Throws a {@link ConfigError}. */
export async function findTrust(options: FindOptions): Promise<TrustState> {
  const found = await findConfig(options);
  if (found === null) {
    const message = "there is no configuration here or above";
    throw new ConfigError(null, [{ path: "", line: null, message }], "name the file to trust");
  }
  const { document, origin } = found;
  const input = checkConfig(document);
  const file = await realpath(document.file);
  return {
    file,
    origin,
    claims: await listTrustClaims(input, file, options.home),
    open: await listUntrusted(input, file, options),
  };
}
