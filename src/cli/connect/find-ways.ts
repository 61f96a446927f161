import { resolve } from "node:path";
import { readCertificates } from "../../config/read-authority.ts";
import { findSocketRoute, type SocketRoute } from "../../http/socket-route.ts";
import { createTransport, type Transport } from "../../http/transport.ts";
import { nextStep, ProviderError } from "../../model/provider-error.ts";
import type { ServerAddress } from "../../remote/server-address.ts";
import type { Io } from "../io.ts";
import { UsageError } from "../usage-error.ts";

/** How requests and sockets reach a server. */
export interface Ways {
  readonly transport: Transport;
  readonly route: SocketRoute;
}

/**
 * Finds them by the proxies of the environment and a file of authorities to trust; throws a
 * {@link UsageError} where either cannot be used.
 */
export async function findWays(
  { url }: ServerAddress,
  file: string | undefined,
  { cwd, env }: Pick<Io, "cwd" | "env">,
): Promise<Ways> {
  const ca = file === undefined ? null : await readAuthorities(resolve(cwd, file));
  const transport = createTransport({ env, ca });
  try {
    return { transport, route: findSocketRoute(transport, new URL(url)) };
  } catch (error) {
    if (error instanceof ProviderError) throw new UsageError(error.message, nextStep(error));
    throw error;
  }
}

async function readAuthorities(file: string): Promise<string> {
  const { pem, fault } = await readCertificates(file);
  if (pem !== null) return pem;
  throw new UsageError(`--ca: ${fault}`, "give it the path of a PEM file");
}
