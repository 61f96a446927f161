import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder, type RunOptions, runCimon } from "../../helpers/run-cimon.ts";
import { TOKEN } from "../../helpers/token-echo.ts";

/** What a test looks at of one line. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string };

/** One run of `cimon list` with a configuration of the given sources, and the log it left. */
export async function listWithLog(
  sources: readonly unknown[],
  args: readonly string[] = [],
  options: RunOptions = {},
) {
  const cwd = makeFolder();
  const config = JSON.stringify({ sources });
  writeFileSync(join(cwd, ".cimonrc.json"), config, { mode: 0o600 });
  const path = join(cwd, "given.log");
  const logged = ["list", "--log-file", path, ...args];
  const ended = await runCimon(logged, { cwd, env: { TOKEN }, ...options });
  const text = readFileSync(path, "utf8");
  return { ...ended, text, lines: parseLog(text) };
}

/** Every line of a log; throws where one is no JSON object. */
export function parseLog(text: string): readonly LogLine[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}
