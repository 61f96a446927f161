import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";

type Env = Readonly<Record<string, string | undefined>>;

/** The hosts that `gh` or `glab` is signed in to; of their files nothing but the hosts is read. */
export async function listLoginHosts(
  program: "gh" | "glab",
  { env, home }: { readonly env: Env; readonly home: string },
): Promise<readonly string[]> {
  const base = env.XDG_CONFIG_HOME || join(home, ".config");
  const file =
    program === "gh"
      ? join(env.GH_CONFIG_DIR || join(base, "gh"), "hosts.yml")
      : join(env.GLAB_CONFIG_DIR || join(base, "glab-cli"), "config.yml");
  try {
    const content: unknown = parse(await readFile(file, "utf8"));
    const hosts = program === "gh" ? content : readKey(content, "hosts");
    const names = typeof hosts === "object" && hosts !== null ? Object.keys(hosts) : [];
    return names.filter((name) => /^[a-z\d.-]+(?::\d+)?$/iu.test(name));
  } catch {
    return [];
  }
}

function readKey(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return null;
  return (value as Readonly<Record<string, unknown>>)[key];
}
