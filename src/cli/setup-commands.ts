import type { Command } from "commander";
import type { TrustOptions } from "./commands/trust.ts";
import type { Command as Run } from "./io.ts";
import { addCommonOptions, collect } from "./options.ts";

const INIT_EXAMPLES = `
Examples:
  cimon init                           asks what to watch
  cimon init --global --subfolders     the repositories in this folder, for everywhere
  cimon init --provider gitlab --url https://gitlab.example.com --repo 'group/**' --token-env GITLAB_TOKEN --yes`;

const TRUST_EXAMPLES = `
Examples:
  cimon trust                          the configuration of this folder or of one above
  cimon trust other/.cimonrc.json --yes
  cimon trust --list

A configuration in the working directory or above it may come from anybody. It can send what the
environment or gh and glab hold to github.com and gitlab.com, and to addresses in your own
configuration; to any other only once you have agreed. A change of address or variable asks again.`;

const CONFIG_EXAMPLES = `
Examples:
  cimon config
  cimon config --json | jq '.values[] | select(.from == "environment")'
  cimon config --schema > schema.json`;

const DOCTOR_EXAMPLES = `
Examples:
  cimon doctor
  cimon doctor --source ci
  cimon doctor --json | jq '.sources[].checks[] | select(.verdict == "fault")'

Exit codes: 0 nothing hinders, 1 something does, 2 usage or configuration.`;

/** Makes an action of a command that is loaded when it runs. */
export type LoadRun = <Options>(
  load: () => Promise<Run<Options>>,
) => (options: Options) => Promise<void>;

/** Adds the commands by which a person sets cimon up and finds out what is wrong. */
export function addSetupCommands(program: Command, run: LoadRun): void {
  program
    .command("init")
    .description("find what could be watched here, ask, and write a configuration")
    .option("--provider <kind>", "github, gitlab or jenkins")
    .option("--url <address>", "the address you open it at (default: the public one)")
    .option(
      "--repo <name>",
      "a repository, project or job, or a glob (may be given again)",
      collect,
    )
    .option("--token-env <name>", "the variable the token is in")
    .option("--user-env <name>", "the variable a Jenkins' user is in (default: JENKINS_USER)")
    .option("--write-token", "write the token itself into the file, for you alone to read")
    .option("--subfolders", "look at the repositories in the folders of this one as well")
    .option("--out <file>", "write this file (default: .cimonrc.yaml)")
    .option("--global", "write your own configuration, for every folder without one")
    .option("--force", "replace a file that is there")
    .option("-y, --yes", "ask nothing")
    .option("--ascii", "draw with ASCII characters only")
    .option("--no-color", "no colours (NO_COLOR does the same)")
    .addHelpText("after", INIT_EXAMPLES)
    .action(run(async () => (await import("./commands/init.ts")).runInit));

  const trust = run(async () => (await import("./commands/trust.ts")).runTrust);
  program
    .command("trust")
    .description("let a configuration that came with a folder use your credentials")
    .argument("[file]", "the configuration (default: the one in force)")
    .option("-y, --yes", "agree without being asked")
    .option("--list", "what has been agreed to")
    .option("--remove", "forget what was agreed to")
    .addHelpText("after", TRUST_EXAMPLES)
    .action((file: string | undefined, options: TrustOptions) => trust({ ...options, file }));

  program
    .command("config")
    .description("tell what is in force and where each value comes from, without any secret")
    .option("-c, --config <file>", "read this configuration and no other")
    .option("--json", "print one JSON document")
    .option("--schema", "print the JSON schema of a configuration")
    .addHelpText("after", CONFIG_EXAMPLES)
    .action(run(async () => (await import("./commands/config.ts")).runConfig));

  addCommonOptions(
    program
      .command("doctor")
      .description("find out what is wrong: servers, tokens, names, limits, this terminal")
      .option("--json", "print one JSON document")
      .addHelpText("after", DOCTOR_EXAMPLES)
      .action(run(async () => (await import("./commands/doctor.ts")).runDoctor)),
  );
}
