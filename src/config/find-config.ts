import { readFile } from "node:fs/promises";
import { basename, extname, relative, resolve } from "node:path";
import type { ConfigDocument } from "./config-document.ts";
import { ConfigError } from "./config-error.ts";
import {
  type FindOptions,
  listFoldersUp,
  PLACES,
  RC_ENDINGS,
  USER_PLACES,
} from "./config-places.ts";
import { type FoundText, hasConfigKey, isPackage } from "./found-text.ts";
import { parseConfig } from "./parse-config.ts";
import type { ConfigOrigin } from "./resolved-config.ts";
import { findUserFolder, type UserPlace } from "./user-folder.ts";

/** A configuration file that was found and parsed, not yet checked. */
export interface FoundConfig {
  readonly document: ConfigDocument;
  readonly origin: ConfigOrigin;
}

/**
 * Finds the configuration: the file asked for, else the nearest one from the working directory up to
 * the home directory (or the root), else the user's own. Null where there is none. Throws a
 * {@link ConfigError} for a file that is missing, unreadable, broken, or one of two in one folder.
 */
export async function findConfig(options: FindOptions): Promise<FoundConfig | null> {
  if (options.file !== null) return { document: await loadFile(options), origin: "explicit" };
  for (const directory of listFoldersUp(options.cwd, options.home)) {
    const found = await searchFolder(directory, PLACES);
    if (found === null) continue;
    // Nobody else's clone can put a file right into the home directory.
    const origin = directory === resolve(options.home) ? "user" : "working-directory";
    return { document: await toDocument(found), origin };
  }
  const document = await findUserConfig(options);
  return document === null ? null : { document, origin: "user" };
}

/**
 * The user's own configuration, whatever the working directory holds: in the home directory, else in
 * the user's configuration folder; null where there is none. Throws as {@link findConfig} does.
 */
export async function findUserConfig(place: UserPlace): Promise<ConfigDocument | null> {
  const found =
    (await searchFolder(resolve(place.home), PLACES)) ??
    (await searchFolder(findUserFolder(place), USER_PLACES));
  return found === null ? null : toDocument(found);
}

async function searchFolder(
  directory: string,
  places: readonly string[],
): Promise<FoundText | null> {
  const { createExplorer } = await import("./create-explorer.ts");
  const first = await createExplorer(places).search(directory);
  if (first === null) return null;
  const rest = places.slice(places.indexOf(relative(directory, first.file)) + 1);
  const second = rest.length === 0 ? null : await createExplorer(rest).search(directory);
  if (second === null) return first;
  const problem = {
    path: "",
    line: null,
    message: `there are two configurations here: ${describeFile(first)} and ${describeFile(second)}`,
  };
  throw new ConfigError(directory, [problem], "keep one of them, or choose one with --config FILE");
}

function describeFile({ file }: FoundText): string {
  return isPackage(file) ? 'the key "cimon" in package.json' : basename(file);
}

function toDocument({ file, text }: FoundText): Promise<ConfigDocument> {
  return parseConfig(file, text, isPackage(file) ? ["cimon"] : []);
}

async function loadFile({ cwd, file }: FindOptions): Promise<ConfigDocument> {
  const path = resolve(cwd, file ?? "");
  const nextStep = "give --config a .json or .yaml file, or leave it out to search for one";
  const fail = (message: string) =>
    new ConfigError(path, [{ path: "", line: null, message }], nextStep);
  if (!RC_ENDINGS.includes(extname(path))) {
    throw fail(`found a ${extname(path)} file; allowed: .json, .yaml, .yml, or no ending`);
  }
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") throw fail("there is no such file");
    if (error.code === "EISDIR") throw fail("this is a folder, not a file");
    throw fail(`the file cannot be read (${error.code ?? error.message})`);
  });
  if (isPackage(path) && !hasConfigKey(text)) throw fail('there is no key "cimon" in this file');
  return toDocument({ file: path, text });
}
