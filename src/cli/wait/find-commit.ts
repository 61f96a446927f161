import { runCommand } from "../../config/run-command.ts";
import { UsageError } from "../usage-error.ts";

const GIT_TIMEOUT_MS = 3_000;

/** A sha or its beginning, at least so long that git itself would take it. */
const SHA = /^[0-9a-f]{4,64}$/iu;

/** Where git is asked. */
export interface GitPlace {
  readonly cwd: string;
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
}

/** A commit to wait for, in lower case, and whether it was looked up in the working directory. */
export interface FoundCommit {
  readonly sha: string;
  readonly isLocal: boolean;
}

/**
 * Reads `--sha`: the beginning of a sha as it is, anything else (`HEAD~1`, `v1.2`) as git in the
 * working directory knows it. Throws a {@link UsageError} where it is none.
 */
export async function findCommit(text: string, place: GitPlace): Promise<FoundCommit> {
  if (SHA.test(text)) return { sha: text.toLowerCase(), isLocal: false };
  const sha = await askGit(text, place);
  if (sha !== null) return { sha, isLocal: true };
  throw new UsageError(
    `--sha: "${text}" is no sha, and git knows no such commit here`,
    "give the sha, or at least its first four digits",
  );
}

/** The commit the working directory stands at; throws a {@link UsageError} where there is none. */
export async function findHead(place: GitPlace): Promise<FoundCommit> {
  const sha = await askGit("HEAD", place);
  if (sha !== null) return { sha, isLocal: true };
  throw new UsageError(
    "there is nothing to wait for: this is no git repository with a commit",
    "say which runs: --sha SHA, --branch GLOB, --repo GLOB",
  );
}

async function askGit(name: string, { cwd, home, env }: GitPlace): Promise<string | null> {
  // Run from the home directory: Windows would take a git.exe of the working directory first.
  const args = ["-C", cwd, "rev-parse", "--verify", "--quiet", "--end-of-options"];
  const options = { cwd: home, env, timeoutMs: GIT_TIMEOUT_MS };
  const sha = await runCommand("git", [...args, `${name}^{commit}`], options);
  return sha !== null && SHA.test(sha) ? sha : null;
}
