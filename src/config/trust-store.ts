import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod/mini";
import type { TrustClaim } from "./trust-claims.ts";
import { findUserFolder, type UserPlace } from "./user-folder.ts";
import { writePrivateFile } from "./write-private-file.ts";

const agreement = z.object({
  file: z.string(),
  url: z.string(),
  credentials: z.readonly(z.array(z.string())),
  ca: z.nullable(z.string()),
  hash: z.string(),
  agreedAt: z.string(),
});

const content = z.object({ version: z.literal(1), agreements: z.array(agreement) });

/** That a file may send these credentials to this address. */
export type Agreement = Readonly<z.infer<typeof agreement>>;

/** Where the user's agreements are remembered. */
export function findTrustFile(place: UserPlace): string {
  return join(findUserFolder(place), "trusted.json");
}

/** What the user has agreed to; nothing where the file is missing or is none of ours. */
export async function readAgreements(place: UserPlace): Promise<readonly Agreement[]> {
  try {
    const text = await readFile(findTrustFile(place), "utf8");
    return content.parse(JSON.parse(text)).agreements;
  } catch {
    return [];
  }
}

/** Remembers that `file` may do what it claims, `now` in ISO 8601, and forgets what it claimed before. */
export async function addAgreements(
  place: UserPlace,
  file: string,
  claims: readonly TrustClaim[],
  now: string,
): Promise<void> {
  const others = (await readAgreements(place)).filter((known) => known.file !== file);
  const added = claims.map(({ url, credentials, ca, hash }) => ({
    ...{ file, url, credentials, ca, hash },
    agreedAt: now,
  }));
  await write(place, [...others, ...added]);
}

/** Forgets all agreements about `file`; false where there were none. */
export async function removeAgreements(place: UserPlace, file: string): Promise<boolean> {
  const known = await readAgreements(place);
  const others = known.filter((it) => it.file !== file);
  if (others.length === known.length) return false;
  await write(place, others);
  return true;
}

async function write(place: UserPlace, agreements: readonly Agreement[]): Promise<void> {
  const text = JSON.stringify({ version: 1, agreements }, null, 2);
  await writePrivateFile(findTrustFile(place), `${text}\n`);
}
