import { homedir } from "node:os";
import { composeConfig, type WrittenSource } from "../../config/compose-config.ts";
import { runCommand } from "../../config/run-command.ts";
import { cleanText } from "../../model/clean-text.ts";
import { canAsk, confirm } from "../ask-person.ts";
import { toTokenPage } from "../doctor/advise.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { Cancelled } from "../init/ask.ts";
import { choosePlace, isTaken, type PlaceOptions, writeConfig } from "../init/choose-place.ts";
import { chooseSources } from "../init/choose-sources.ts";
import { type FoundServer, findServers } from "../init/find-servers.ts";
import { readServer, type SourceOptions, toWrittenSource } from "../init/plan-source.ts";
import { type Io, note } from "../io.ts";
import { UsageError } from "../usage-error.ts";

/** The options of `cimon init`. */
export interface InitOptions extends SourceOptions, PlaceOptions {
  readonly subfolders?: true;
  readonly force?: true;
  readonly yes?: true;
  readonly ascii?: true;
  readonly color: boolean;
}

/** `cimon init`: finds what could be watched, asks, and writes a configuration. */
export async function runInit(options: InitOptions, io: Io): Promise<ExitCode> {
  const place = { env: io.env, home: homedir() };
  const file = choosePlace(options, place, io.cwd);
  const isInteractive = canAsk(io) && io.stdout.isTTY && !options.yes;
  try {
    if ((await isTaken(file)) && !options.force) await askToReplace(file, isInteractive, io);
    const lookup = {
      ...{ ...place, cwd: io.cwd, run: runCommand },
      withSubfolders: options.subfolders ?? false,
    };
    const found = await findServers(lookup);
    const named = await readServer(options, found, lookup);
    const servers = named === null ? found : [named];
    const sources = isInteractive
      ? await chooseSources(servers, options, lookup, io)
      : planSources(servers, options);
    const isSecret = sources.some(({ token }) => typeof token === "string");
    await writeConfig(file, composeConfig(sources), { place, isSecret });
    sayNextStep(file, sources, io);
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    note(io, "cimon: nothing was written");
    return EXIT.failing;
  }
}

async function askToReplace(file: string, isInteractive: boolean, io: Io): Promise<void> {
  const name = cleanText(file);
  if (!isInteractive) {
    throw new UsageError(
      `${name} is there already`,
      "replace it with --force, or write elsewhere with --out",
    );
  }
  if (!(await confirm(`Replace ${name}?`, io))) throw new Cancelled("not wanted");
}

/** Without anybody to ask: what was named, else the repositories of the remotes. */
function planSources(
  servers: readonly FoundServer[],
  options: InitOptions,
): readonly WrittenSource[] {
  const sources = servers.flatMap((server) => {
    const names = options.repo ?? server.paths;
    const isEnough = names.length > 0 || server.provider === "jenkins";
    return isEnough ? [toWrittenSource(server, names, options)] : [];
  });
  if (sources.length > 0) return sources;
  throw new UsageError(
    "there is nothing to watch: no --repo was given, and no git remote leads to a CI server",
    "for example: cimon init --provider github --repo owner/name --yes",
  );
}

function sayNextStep(file: string, sources: readonly WrittenSource[], io: Io): void {
  note(io, `cimon: wrote ${cleanText(file)}`);
  for (const source of sources) {
    for (const secret of [source.user, source.token]) {
      const isMissing =
        typeof secret === "object" && secret !== null && "env" in secret && !io.env[secret.env];
      if (!isMissing) continue;
      const page = secret === source.token ? `   (make one: ${toTokenPage(source)})` : "";
      note(io, `  → export ${secret.env}=...${page}`);
    }
  }
  const isFound = /(?:\.cimonrc|[/\\]cimon[/\\]config)\.ya?ml$/u.test(file);
  const start = isFound ? "cimon" : `cimon --config ${cleanText(file)}`;
  note(io, `  → ${start}    (cimon doctor tells what is wrong)`);
}
