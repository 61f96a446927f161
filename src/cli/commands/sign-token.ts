import { loadSettings } from "../../config/load-settings.ts";
import { parseDuration } from "../../config/parse-duration.ts";
import { resolveServerKey } from "../../config/resolve-server.ts";
import { ROLES } from "../../model/server-protocol.ts";
import { signToken } from "../../server/auth/tokens.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { type Io, note } from "../io.ts";
import { UsageError } from "../usage-error.ts";

/** The options of `cimon serve token`. */
export interface SignTokenOptions {
  readonly config?: string;
  readonly name: string;
  readonly role: string;
  readonly expires: string;
}

/** `cimon serve token`: prints a bearer token for a program, signed with the configuration's key. */
export async function runSignToken(options: SignTokenOptions, io: Io): Promise<ExitCode> {
  const { name } = options;
  const role = ROLES.find((one) => one === options.role);
  if (role === undefined) {
    throw new UsageError(
      `--role: "${options.role}" is no role`,
      `the roles are: ${ROLES.join(", ")}`,
    );
  }
  const lifetimeMs = readLifetime(options.expires);
  const settings = await loadSettings({ cwd: io.cwd, env: io.env, file: options.config });
  const key = await resolveServerKey(settings, io.env);
  if (key === null) {
    throw new UsageError(
      "the configuration has no server.key, so that no token could be checked",
      'set one, as in: "server": {"key": {"env": "CIMON_SERVER_KEY"}}',
    );
  }
  const lifetimeSec = lifetimeMs / 1_000;
  io.stdout.write(`${await signToken(key, { name, role, lifetimeSec })}\n`);
  const end = new Date(Date.now() + lifetimeMs).toISOString();
  note(io, `cimon: for ${name} as ${role} until ${end}; send it as: Authorization: Bearer TOKEN`);
  return EXIT.ok;
}

const DAY_MS = 86_400_000;

function readLifetime(text: string): number {
  const days = /^(\d{1,4})d$/u.exec(text)?.[1];
  const lifetimeMs = days === undefined ? parseDuration(text) : Number(days) * DAY_MS;
  if (lifetimeMs !== null && lifetimeMs >= 1_000 && lifetimeMs <= 3_660 * DAY_MS) return lifetimeMs;
  throw new UsageError(`--expires: "${text}" is no time from 1 s to ten years`, "write 12h or 30d");
}
