import {
  type CommandModel,
  listCommands,
  type OptionModel,
  type ValueKind,
} from "./command-model.ts";

/** Writes the completion for fish, to be sourced. */
export function writeFishCompletion(program: CommandModel): string {
  return [
    "# cimon's completion for fish. In config.fish: cimon completion fish | source",
    "complete -c cimon -f",
    ...writeCommand(program, []),
    ...listCommands(program).flatMap(({ path, command }) => writeCommand(command, path)),
    "",
  ].join("\n");
}

function writeCommand(
  { options, commands, argument }: CommandModel,
  path: readonly string[],
): readonly string[] {
  const condition = writeCondition(path, commands);
  const lines = [
    ...options.map((option) => writeOption(option, condition)),
    ...commands.map(
      ({ name, help }) => `complete -c cimon -n ${quote(condition)} -a ${name} -d ${quote(help)}`,
    ),
  ];
  if (argument === null) return lines;
  return [...lines, `complete -c cimon -n ${quote(condition)} ${writeValue(argument)}`.trimEnd()];
}

/** Where a path was typed, and none of the commands below it. */
function writeCondition(path: readonly string[], commands: readonly CommandModel[]): string {
  const seen = path.map((name) => `__fish_seen_subcommand_from ${name}`);
  const names = commands.map(({ name }) => name).join(" ");
  const unseen = names === "" ? [] : [`not __fish_seen_subcommand_from ${names}`];
  return [...seen, ...unseen].join("; and ");
}

function writeOption({ names, help, value }: OptionModel, condition: string): string {
  const flags = names.map((name) =>
    name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  const takes = value === null ? [] : [`-r ${writeValue(value)}`.trimEnd()];
  return [
    "complete -c cimon",
    `-n ${quote(condition)}`,
    ...flags,
    ...takes,
    `-d ${quote(help)}`,
  ].join(" ");
}

function writeValue(value: ValueKind): string {
  if (value === "file") return "-F";
  return value === "text" ? "" : `-a ${quote(value.choices.join(" "))}`;
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/gu, "\\$&")}'`;
}
