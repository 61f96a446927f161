import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";

/** A file that did not exist before. */
export interface NewFile {
  readonly name: string;
  readonly path: string;
  readonly handle: FileHandle;
}

const MOST_TRIES = 1_000;

/** Creates `name.log` in a folder, `name-2.log` and so on where there is one: nothing is overwritten. */
export async function createNewFile(folder: string, base: string): Promise<NewFile> {
  for (let count = 1; ; count += 1) {
    const name = `${base}${count === 1 ? "" : `-${count}`}.log`;
    const path = join(folder, name);
    try {
      return { name, path, handle: await open(path, "wx", 0o644) };
    } catch (error) {
      const isTaken = error instanceof Error && "code" in error && error.code === "EEXIST";
      if (!isTaken || count === MOST_TRIES) throw error;
    }
  }
}
