import type { Command, Option } from "commander";

/** What is offered for the value of an option or argument. */
export type ValueKind =
  | { readonly kind: "choice"; readonly choices: readonly string[] }
  | "file"
  | "text";

/** An option as it can be typed. */
export interface OptionModel {
  /** `-c`, `--config`; the long one last. */
  readonly names: readonly string[];
  /** As it is shown: `-c, --config <file>`. */
  readonly flags: string;
  readonly help: string;
  /** Null where it takes none. */
  readonly value: ValueKind | null;
}

/** A command as it can be typed. */
export interface CommandModel {
  readonly name: string;
  readonly help: string;
  /** As it is shown: `cimon list [options]`. */
  readonly usage: string;
  readonly options: readonly OptionModel[];
  /** What its first argument can be; null where it takes none. */
  readonly argument: ValueKind | null;
  readonly commands: readonly CommandModel[];
  /** Examples and the like, as its help ends. */
  readonly after: string;
}

/** A command and how it is reached: `["serve", "token"]`. */
export interface CommandPath {
  readonly path: readonly string[];
  readonly command: CommandModel;
}

/** All commands below one, each before its own, with what has to be typed to reach them. */
export function listCommands(
  { commands }: CommandModel,
  parents: readonly string[] = [],
): readonly CommandPath[] {
  return commands.flatMap((command) => {
    const path = [...parents, command.name];
    return [{ path, command }, ...listCommands(command, path)];
  });
}

/** Reads all that can be typed off the command line itself, so that nothing is written twice. */
export function describeCommand(command: Command, parents: readonly string[] = []): CommandModel {
  const path = [...parents, command.name()];
  const help = command.createHelp();
  const [argument] = command.registeredArguments;
  return {
    name: command.name(),
    help: command.description(),
    usage: [...parents, command.name(), command.usage()].join(" "),
    options: help.visibleOptions(command).map((option) => ({
      ...describeOption(option),
      help: help.optionDescription(option),
    })),
    argument: argument ? toValueKind(argument.name(), argument.argChoices) : null,
    commands: help.visibleCommands(command).map((it) => describeCommand(it, path)),
    after: readAfter(command),
  };
}

function describeOption(option: Option): Omit<OptionModel, "help"> {
  const { short, long, flags, required, optional, argChoices } = option;
  const placeholder = /<(.+)>|\[(.+)\]/u.exec(flags);
  return {
    names: [short, long].filter((name) => name !== undefined),
    flags,
    value: required || optional ? toValueKind(placeholder?.[1] ?? "", argChoices) : null,
  };
}

function toValueKind(name: string, choices: readonly string[] | undefined): ValueKind {
  if (choices) return { kind: "choice", choices };
  return name === "file" ? "file" : "text";
}

// Commander hands the text after the help to whoever prints it, and to nobody else.
function readAfter(command: Command): string {
  const before = command.configureOutput();
  const pieces: string[] = [];
  command.configureOutput({ ...before, writeOut: (text) => pieces.push(text) });
  command.outputHelp();
  command.configureOutput(before);
  return pieces.slice(1).join("").trim();
}
