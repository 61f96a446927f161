import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SNAPSHOT_FILE } from "../../store/snapshot-name.ts";

/** Where the answer lies: names of snapshots in the cache folder, and what the configuration says of them. */
export interface StatusPlace {
  /** The snapshot of what the options narrow the configuration to. */
  readonly exact: string;
  /** The snapshot of the whole configuration. */
  readonly whole: string;
  /** The names of the sources that are selected. */
  readonly sources: readonly string[];
  readonly ascii: boolean;
}

/** A place as it was found, and by what. */
export interface Memory {
  /** The question. */
  readonly key: string;
  /** What the files were like that decide the answer. */
  readonly stamp: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly place: StatusPlace;
}

const FILE = "status-places.json";

/** As many panes as a person has. */
const MOST = 20;

/** What was found earlier in this cache folder; empty where nothing of it can be read. */
export async function recallPlaces(folder: string): Promise<readonly Memory[]> {
  try {
    const memories: unknown = JSON.parse(await readFile(join(folder, FILE), "utf8"));
    return Array.isArray(memories) ? memories.filter(isMemory) : [];
  } catch {
    return [];
  }
}

function isMemory(value: unknown): value is Memory {
  const { key, stamp, atMs, place } = Object(value);
  const { exact, whole, sources, ascii } = Object(place);
  const isName = (name: unknown) => typeof name === "string" && SNAPSHOT_FILE.test(name);
  return (
    typeof key === "string" &&
    typeof stamp === "string" &&
    typeof atMs === "number" &&
    isName(exact) &&
    isName(whole) &&
    Array.isArray(sources) &&
    sources.every((name) => typeof name === "string") &&
    typeof ascii === "boolean"
  );
}

/** Keeps a place beside the newest of the others; what cannot be kept is looked up again. */
export async function rememberPlace(folder: string, memory: Memory): Promise<void> {
  const others = (await recallPlaces(folder)).filter(({ key }) => key !== memory.key);
  const memories = [memory, ...others].slice(0, MOST);
  const temporary = join(folder, `${FILE}.${process.pid}-${randomUUID()}.tmp`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(temporary, JSON.stringify(memories), {
      mode: 0o600,
      flag: "wx",
    });
    await rename(temporary, join(folder, FILE));
  } catch {
    await rm(temporary, { force: true }).catch(() => {});
  }
}
