import { realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { resolve } from "node:path";
import { findTrust } from "../../config/find-trust.ts";
import type { TrustClaim } from "../../config/trust-claims.ts";
import {
  addAgreements,
  findTrustFile,
  readAgreements,
  removeAgreements,
} from "../../config/trust-store.ts";
import type { UserPlace } from "../../config/user-folder.ts";
import { cleanText } from "../../model/clean-text.ts";
import { canAsk, confirm } from "../ask-person.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { type Io, note } from "../io.ts";
import { UsageError } from "../usage-error.ts";

/** The argument and the options of `cimon trust`. */
export interface TrustOptions {
  readonly file?: string | undefined;
  readonly yes?: true;
  readonly list?: true;
  readonly remove?: true;
}

/** `cimon trust`: lets a configuration that came with a folder send credentials to its addresses. */
export async function runTrust(options: TrustOptions, io: Io): Promise<ExitCode> {
  const place: UserPlace = { env: io.env, home: homedir() };
  if (options.list) return listAgreements(place, io);
  return options.remove ? forget(options, place, io) : agree(options, place, io);
}

async function agree(options: TrustOptions, place: UserPlace, io: Io): Promise<ExitCode> {
  const { file, origin, claims, open } = await findTrust({
    ...place,
    cwd: io.cwd,
    file: options.file ?? null,
  });
  const name = cleanText(file);
  if (open.length === 0) {
    const isOwn = origin === "user" && claims.length > 0;
    const why = isOwn ? "is your own" : claims.length > 0 ? "has been agreed to" : "sends nothing";
    io.stdout.write(`${name} ${why}: nothing to agree to\n`);
    return EXIT.ok;
  }
  io.stdout.write(`${name} would send\n${claims.map(describeClaim).join("")}`);
  if (!(await isWanted(options, io))) {
    note(io, "cimon: not agreed to; nothing was sent and nothing is remembered");
    return EXIT.failing;
  }
  await addAgreements(place, file, claims, new Date().toISOString());
  note(io, `cimon: agreed to; remembered in ${cleanText(findTrustFile(place))}`);
  return EXIT.ok;
}

async function isWanted({ yes }: TrustOptions, io: Io): Promise<boolean> {
  if (yes) return true;
  if (canAsk(io)) return confirm("Let it?", io);
  throw new UsageError("there is no terminal to ask you on", "if you agree: cimon trust --yes");
}

async function forget(options: TrustOptions, place: UserPlace, io: Io): Promise<ExitCode> {
  const file = await findForgotten(options, place, io);
  const isForgotten = await removeAgreements(place, file);
  const name = cleanText(file);
  if (!isForgotten) {
    throw new UsageError(`nothing is agreed to for ${name}`, "see all with: cimon trust --list");
  }
  note(io, `cimon: forgot what was agreed to for ${name}`);
  return EXIT.ok;
}

/** The file need not be there any more. */
async function findForgotten({ file }: TrustOptions, place: UserPlace, io: Io): Promise<string> {
  if (file === undefined) return (await findTrust({ ...place, cwd: io.cwd, file: null })).file;
  const path = resolve(io.cwd, file);
  return realpath(path).catch(() => path);
}

async function listAgreements(place: UserPlace, io: Io): Promise<ExitCode> {
  const agreements = await readAgreements(place);
  if (agreements.length === 0) note(io, "cimon: nothing has been agreed to");
  for (const file of new Set(agreements.map((agreement) => agreement.file))) {
    const own = agreements.filter((agreement) => agreement.file === file);
    io.stdout.write(`${cleanText(file)}\n${own.map(describeClaim).join("")}`);
  }
  return EXIT.ok;
}

function describeClaim({
  credentials,
  url,
  ca,
}: Pick<TrustClaim, "credentials" | "url" | "ca">): string {
  const names = credentials.map((name) => cleanText(name)).join(" and ");
  const authority = ca === null ? "" : `  on the word of  ${cleanText(ca)}`;
  return `  ${names}  to  ${cleanText(url)}${authority}\n`;
}
