import { mkdir, realpath, stat, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { checkConfig } from "../../config/check-config.ts";
import { PLACES, USER_PLACES } from "../../config/config-places.ts";
import { createExplorer } from "../../config/create-explorer.ts";
import { parseConfig } from "../../config/parse-config.ts";
import { listTrustClaims } from "../../config/trust-claims.ts";
import { addAgreements } from "../../config/trust-store.ts";
import { findUserFolder, type UserPlace } from "../../config/user-folder.ts";
import { writePrivateFile } from "../../config/write-private-file.ts";
import { cleanText } from "../../model/clean-text.ts";
import { UsageError } from "../usage-error.ts";

/** Where a person may want the configuration. */
export interface PlaceOptions {
  readonly out?: string;
  readonly global?: true;
}

/** The file to write: the one asked for, else the user's own, else one in the working directory. */
export function choosePlace({ out, global }: PlaceOptions, place: UserPlace, cwd: string): string {
  const own = global ? join(findUserFolder(place), "config.yaml") : join(cwd, ".cimonrc.yaml");
  const file = resolve(cwd, out ?? own);
  if (![".yaml", ".yml"].includes(extname(file))) {
    throw new UsageError(`--out: ${cleanText(file)} is no .yaml file`, "end its name with .yaml");
  }
  return file;
}

/** True where the file is there already. Throws where another configuration of its folder would clash. */
export async function isTaken(file: string): Promise<boolean> {
  const folder = dirname(file);
  const others = listPlaces(file).filter((place) => join(folder, place) !== file);
  const other = others.length === 0 ? null : await createExplorer(others).search(folder);
  if (other !== null) {
    const message = `${cleanText(other.file)} is a configuration already, and two in a folder clash`;
    throw new UsageError(message, "change that one, move it away, or write elsewhere with --out");
  }
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** The places that are searched together with this one; none for a file that `--config` must name. */
function listPlaces(file: string): readonly string[] {
  const name = basename(file);
  if (PLACES.includes(name)) return PLACES;
  return USER_PLACES.includes(name) && basename(dirname(file)) === "cimon" ? USER_PLACES : [];
}

/**
 * Checks and writes a configuration, readable by the user alone where it holds a token, and remembers
 * that the user agreed to what it sends: they chose it a moment ago.
 */
export async function writeConfig(
  file: string,
  text: string,
  { place, isSecret }: { readonly place: UserPlace; readonly isSecret: boolean },
): Promise<void> {
  const input = checkConfig(await parseConfig(file, text));
  if (isSecret) await writePrivateFile(file, text);
  else {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const path = await realpath(file);
  const claims = await listTrustClaims(input, path, place.home);
  if (claims.length > 0) await addAgreements(place, path, claims, new Date().toISOString());
}
