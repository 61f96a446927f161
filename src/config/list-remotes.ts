import { parseRemoteUrl, type RemoteAddress } from "./parse-remote-url.ts";
import type { RunCommand } from "./run-command.ts";

const GIT_TIMEOUT_MS = 3_000;

/** What the remotes are read with. */
export interface ListRemotesOptions {
  /** A folder to run git in, not the ones that are read. */
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly run: RunCommand;
}

/**
 * Where the remotes of these folders lead, `origin` of each folder first, each repository once. A
 * folder that is no git repository has none.
 */
export async function listRemotes(
  folders: readonly string[],
  { home, env, run }: ListRemotesOptions,
): Promise<readonly RemoteAddress[]> {
  const found = new Map<string, RemoteAddress>();
  for (const folder of folders) {
    const args = ["-C", folder, "remote", "-v"];
    const listed = await run("git", args, { cwd: home, env, timeoutMs: GIT_TIMEOUT_MS });
    const lines = (listed ?? "").split(/\r?\n/u).filter((line) => line.endsWith("(fetch)"));
    const originFirst = lines.toSorted((a, b) => rank(a) - rank(b));
    for (const line of originFirst) {
      const address = parseRemoteUrl(/^\S+\t(.*) \(fetch\)$/u.exec(line)?.[1] ?? "");
      if (address !== null) found.set(`${address.host}/${address.path}`.toLowerCase(), address);
    }
  }
  return [...found.values()];
}

function rank(line: string): number {
  return line.startsWith("origin\t") ? 0 : 1;
}
