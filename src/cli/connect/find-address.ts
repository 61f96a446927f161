import {
  readServerAddress,
  type ServerAddress,
  type ServerLogin,
} from "../../remote/server-address.ts";
import type { Io } from "../io.ts";
import type { Secret } from "../log/hide-secrets.ts";
import { UsageError } from "../usage-error.ts";

/** Reads the address of `--connect`, and who signs in there; throws a {@link UsageError} where it is none. */
export function findAddress(text: string, { env }: Pick<Io, "env">): ServerAddress {
  const address = readServerAddress(text, readLogin(env));
  if (address !== null) return address;
  throw new UsageError(
    "--connect: this is no address of a server, or holds a password",
    "write --connect http://localhost:8642, and sign in by CIMON_TOKEN, or CIMON_USER and CIMON_PASSWORD",
  );
}

/** What signs in there, which no log may hold. */
export function listLoginSecrets({ env }: Pick<Io, "env">): readonly Secret[] {
  const login = readLogin(env);
  if (login.kind === "none") return [];
  return login.kind === "token"
    ? [{ user: null, token: login.token }]
    : [{ user: login.user, token: login.password }];
}

function readLogin({
  CIMON_TOKEN: token,
  CIMON_USER: user,
  CIMON_PASSWORD,
}: Io["env"]): ServerLogin {
  if (token) return { kind: "token", token };
  return user ? { kind: "password", user, password: CIMON_PASSWORD ?? "" } : { kind: "none" };
}
