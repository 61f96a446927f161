import { Command } from "commander";
import { version } from "../../package.json";
import { assertNoArguments } from "./assert-no-arguments.ts";
import type { ExitCode } from "./exit-codes.ts";
import { findHelpWidth } from "./help/help-width.ts";
import { addHelpCommands } from "./help-commands.ts";
import type { Io, Command as Run } from "./io.ts";
import { LIST_OPTIONS } from "./list/list-options.ts";
import { addCommonOptions, addOptions, collect } from "./options.ts";
import { addServeCommand } from "./serve-program.ts";
import { addSetupCommands } from "./setup-commands.ts";
import { STATUS_OPTIONS } from "./status/status-options.ts";
import { WATCH_OPTIONS, type WatchOptions } from "./watch-options.ts";

const EXAMPLES = `
Examples:
  cimon                                the live table
  cimon --repo 'acme/*' --filter status:failed
  cimon list --json | jq '.runs[] | select(.status == "failed") | .url'
  git push && cimon wait               until the runs of the commit have ended
  cimon demo                           the same with no token and no network

Exit codes: 0 fine, 1 failing and 8 pending (list --exit-status, wait), 2 usage or configuration,
3 a source or one of its targets could not be read, 4 nothing found, 130 ctrl-c.`;

const LIST_EXAMPLES = `
Examples:
  cimon list --branch main
  cimon list --json --repo acme/api
  cimon list --exit-status --branch main && ./deploy.sh`;

const WAIT_EXAMPLES = `
Examples:
  git push && cimon wait               the runs of the commit this folder stands at
  cimon wait --branch main --workflow deploy --timeout 30m
  cimon wait --sha 9f31c0e --repo acme/api --json | jq .outcome

Without --sha, --repo, --branch and --filter it waits for the commit of the working directory, in the
repository of its remote and in every Jenkins; else for the latest run of each pipeline that is selected.
What was skipped or passed with warnings has passed; a run that waits on a person is waited for.

Exit codes: 0 all passed, 1 something failed or was cancelled, 3 something could not be read,
4 nothing has started, 8 --timeout is over.`;

const STATUS_EXAMPLES = `
Examples:
  cimon status
  cimon status --filter 'branch:main' --max-age 10m
  set -g status-right '#(cimon status --format tmux)'      in tmux.conf

It reads what a live table that is open, or was last, has seen of the same configuration, and asks nobody.
What that has not seen for ten minutes is called old.

Exit codes: 0 fine, 2 usage or configuration, 4 there is no snapshot, or it is older than --max-age.`;

const DEMO_EXAMPLES = `
Examples:
  cimon demo --speed 5
  cimon demo --serve-only > demo.json     then, elsewhere: cimon --config demo.json`;

/**
 * Builds the command line. Each command is loaded when it runs, so that none pays for another; `end`
 * gets the exit code.
 */
export function createProgram(io: Io, end: (code: ExitCode) => void): Command {
  const run = <Options>(load: () => Promise<Run<Options>>) => {
    return async (options: Options): Promise<void> => end(await (await load())(options, io));
  };

  const watch = run(async () => (await import("./commands/watch.ts")).runWatch);

  const program = new Command("cimon")
    .description("One live table of the pipelines of GitHub Actions, GitLab CI and Jenkins.")
    .version(version, "-V, --version")
    .showSuggestionAfterError()
    .showHelpAfterError("(cimon --help tells more)")
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => findHelpWidth(io.stdout),
    })
    .exitOverride()
    .enablePositionalOptions()
    .addHelpText("after", EXAMPLES)
    .action((options: WatchOptions, command: Command) => {
      assertNoArguments(command);
      return watch(options);
    });
  addOptions(addCommonOptions(program), WATCH_OPTIONS);

  const list = program
    .command("list")
    .description("ask every source once and print a table")
    .addHelpText("after", LIST_EXAMPLES)
    .action(run(async () => (await import("./commands/list.ts")).runList));
  addCommonOptions(addOptions(list, LIST_OPTIONS));

  const wait = program
    .command("wait")
    .description("wait until runs have ended, also for ones that have not started")
    .option("--sha <commit>", "the runs of this commit: a sha, its beginning, or HEAD~1, v1.2 …")
    .option("--workflow <glob>", "only workflows that match (may be given again)", collect)
    .option("--start-timeout <duration>", "how long to wait for the first run to start", "2m")
    .option("--timeout <duration>", "how long to wait for everything (default: without end)")
    .option("--fail-fast", "end with the first run that fails")
    .option("--json", "print one JSON document at the end")
    .addHelpText("after", WAIT_EXAMPLES)
    .action(run(async () => (await import("./commands/wait.ts")).runWait));
  addCommonOptions(wait);

  const status = program
    .command("status")
    .description("one line from what the live table has last seen; asks nobody")
    .addHelpText("after", STATUS_EXAMPLES)
    .action(run(async () => (await import("./commands/status.ts")).runStatus));
  addCommonOptions(addOptions(status, STATUS_OPTIONS));

  const demo = program
    .command("demo")
    .description("the live table over imitated CI servers on this machine")
    .option("--seed <number>", "another seed, another story", "1")
    .option("--speed <factor>", "how fast the imitated time goes", "1")
    .option("--serve-only", "only serve: print the addresses and a configuration for them")
    .addHelpText("after", DEMO_EXAMPLES)
    .action(run(async () => (await import("./commands/demo.ts")).runDemo));
  addCommonOptions(demo);

  addServeCommand(program, run);

  addSetupCommands(program, run);
  addHelpCommands(program, run);

  // Last, for every command made before would take them as well.
  return program.allowExcessArguments();
}
