import { Argument, type Command } from "commander";
import { SHELLS, type Shell } from "./help/shells.ts";
import type { LoadRun } from "./setup-commands.ts";

const COMPLETION_EXAMPLES = `
Examples:
  source <(cimon completion bash)         in ~/.bashrc
  source <(cimon completion zsh)          in ~/.zshrc, after compinit
  cimon completion fish | source          in ~/.config/fish/config.fish`;

const HELP_EXAMPLES = `
Examples:
  cimon help keys                         what each key does in the live table
  cimon help wait                         the same as cimon wait --help
  cimon help serve token
  man cimon                               where it was installed with npm install --global`;

/** Adds the commands that explain the others; call it last, for it names them all. */
export function addHelpCommands(program: Command, run: LoadRun): void {
  const complete = run(async () => (await import("./commands/completion.ts")).runCompletion);
  program
    .command("completion")
    .description("print a script that completes command lines in your shell")
    .addArgument(new Argument("<shell>", "your shell").choices(SHELLS))
    .addHelpText("after", COMPLETION_EXAMPLES)
    .action(async (shell: Shell) => {
      const { describeCommand } = await import("./help/command-model.ts");
      await complete({ shell, program: describeCommand(program) });
    });

  const helpKeys = run(async () => (await import("./commands/help-keys.ts")).runHelpKeys);
  const topics = [...program.commands.map((command) => command.name()), "help", "keys"];
  program
    .helpCommand(false)
    .command("help")
    .description("explain a command, or the keys of the live table")
    .addArgument(new Argument("[topic]", "a command, or keys").choices(topics))
    .allowExcessArguments()
    .addHelpText("after", HELP_EXAMPLES)
    .action(async (topic: string | undefined, _options: object, { args }: Command) => {
      if (topic === "keys") await helpKeys({});
      else findCommand(program, args).outputHelp();
    });
}

/** The command that a path such as `serve token` leads to, as far as it leads. */
function findCommand(from: Command, path: readonly string[]): Command {
  const [name, ...rest] = path;
  const next = from.commands.find((command) => command.name() === name);
  return next === undefined ? from : findCommand(next, rest);
}
