import { posix, win32 } from "node:path";

/** What decides where a user's caches lie. */
export interface CachePlace {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** The user's home directory. */
  readonly home: string;
}

/**
 * The folder of everything cimon can do without: `$XDG_CACHE_HOME/cimon` where that is set, else the
 * platform's own place. It need not exist.
 * A relative XDG_CACHE_HOME is ignored: https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function findCacheFolder({ env, platform, home }: CachePlace): string {
  const { isAbsolute, join: joinPath } = platform === "win32" ? win32 : posix;
  const own = env.XDG_CACHE_HOME ?? "";
  if (isAbsolute(own)) return joinPath(own, "cimon");
  if (platform === "darwin") return joinPath(home, "Library", "Caches", "cimon");
  if (platform !== "win32") return joinPath(home, ".cache", "cimon");
  return joinPath(env.LOCALAPPDATA || joinPath(home, "AppData", "Local"), "cimon");
}
