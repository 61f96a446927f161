import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Role } from "../model/server-protocol.ts";
import { ConfigError, type ConfigProblem } from "./config-error.ts";
import type { ResolvedConfig } from "./resolved-config.ts";

/** Who may use the server; its secrets are never to be logged. */
export interface ResolvedServer {
  readonly users: readonly {
    readonly name: string;
    readonly passwordHash: string;
    readonly role: Role;
  }[];
  /** Null where no bearer tokens are accepted. */
  readonly key: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;
type ServerPlace = Pick<ResolvedConfig, "server" | "file">;
type AddProblem = (path: string, message: string) => string;

const HASH = /^\$scrypt\$\S+$/u;
const SHORTEST_KEY = 32;

/**
 * Reads what signs people and programs in, null where nobody is configured. Throws one
 * {@link ConfigError} for all variables and files that do not hold what they should.
 */
export async function resolveServer(
  { server, file }: ServerPlace,
  env: Environment,
): Promise<ResolvedServer | null> {
  if (!server) return null;
  const { addProblem, throwProblems } = collectProblems(file);
  const users = (server.users ?? []).map(({ name, password, role = "viewer" }, index) => {
    const hash = typeof password === "string" ? password : (env[password.env]?.trim() ?? "");
    if (!HASH.test(hash)) {
      const where = typeof password === "string" ? "" : `the environment variable ${password.env} `;
      addProblem(`server.users[${index}].password`, `${where}holds no hash of a password`);
    }
    return { name, passwordHash: hash, role };
  });
  const key = server.key ? await readKey(server.key, file, env, addProblem) : null;
  throwProblems();
  return users.length === 0 && key === null ? null : { users, key };
}

/**
 * Reads only what bearer tokens are signed with, null where nothing is configured for that. Throws a
 * {@link ConfigError} where its variable or file does not hold what it should.
 */
export async function resolveServerKey(
  { server, file }: ServerPlace,
  env: Environment,
): Promise<string | null> {
  if (!server?.key) return null;
  const { addProblem, throwProblems } = collectProblems(file);
  const key = await readKey(server.key, file, env, addProblem);
  throwProblems();
  return key;
}

function collectProblems(file: string | null) {
  const problems: ConfigProblem[] = [];
  const addProblem: AddProblem = (path, message) => {
    problems.push({ path, line: null, message });
    return "";
  };
  const throwProblems = (): void => {
    if (problems.length === 0) return;
    const nextStep = "make a hash by: cimon serve hash-password; a key by: openssl rand -base64 48";
    throw new ConfigError(file ?? "the configuration", problems, nextStep);
  };
  return { addProblem, throwProblems };
}

async function readKey(
  place: { readonly file: string } | { readonly env: string },
  configFile: string | null,
  env: Environment,
  addProblem: AddProblem,
): Promise<string> {
  if ("env" in place) {
    const key = env[place.env]?.trim() ?? "";
    if (key.length >= SHORTEST_KEY) return key;
    const message = `the environment variable ${place.env} holds no ${SHORTEST_KEY} characters`;
    return addProblem("server.key.env", message);
  }
  const path = resolve(dirname(configFile ?? "."), place.file);
  const key = await readFile(path, "utf8").then(
    (text) => text.trim(),
    () => null,
  );
  if (key !== null && key.length >= SHORTEST_KEY) return key;
  const message = key === null ? "cannot be read" : `holds no ${SHORTEST_KEY} characters`;
  return addProblem("server.key.file", `this file ${message}`);
}
