import { dirname, join, resolve } from "node:path";
import { findUserFolder, type UserPlace } from "./user-folder.ts";

/** The endings that a configuration's file may have. */
export const RC_ENDINGS = ["", ".json", ".yaml", ".yml"];

/** The places in each folder from the working directory upwards; package.json is the last. */
export const PLACES: readonly string[] = [
  ...RC_ENDINGS.map((ending) => `.cimonrc${ending}`),
  ...RC_ENDINGS.map((ending) => join(".config", `cimonrc${ending}`)),
  "package.json",
];

/** The places in the user's configuration folder. */
export const USER_PLACES: readonly string[] = ["config.json", "config.yaml", "config.yml"];

/** Where to look for a configuration. */
export interface FindOptions extends UserPlace {
  readonly cwd: string;
  /** The file of `--config`, relative to `cwd`; null to search. */
  readonly file: string | null;
}

/** The folder and those above it, up to the home directory or the root. */
export function listFoldersUp(from: string, home: string): readonly string[] {
  const folders = [resolve(from)];
  for (;;) {
    const last = folders.at(-1) ?? "";
    const parent = dirname(last);
    if (last === resolve(home) || parent === last) return folders;
    folders.push(parent);
  }
}

/** Every file that could decide which configuration is in force, the first ones first. */
export function listConfigFiles(options: FindOptions): readonly string[] {
  const { cwd, home, file } = options;
  if (file !== null) return [resolve(cwd, file)];
  const near = listFoldersUp(cwd, home).flatMap((folder) => PLACES.map((it) => join(folder, it)));
  const user = findUserFolder(options);
  return [...near, ...USER_PLACES.map((place) => join(user, place))];
}
