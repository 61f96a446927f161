import type { CommandModel, OptionModel, ValueKind } from "./command-model.ts";

/** Writes the completion for fish, to be sourced. */
export function writeFishCompletion(program: CommandModel): string {
  const names = program.commands.map(({ name }) => name).join(" ");
  const atTop = `not __fish_seen_subcommand_from ${names}`;
  return [
    "# cimon's completion for fish. In config.fish: cimon completion fish | source",
    "complete -c cimon -f",
    ...program.options.map((option) => writeOption(option, atTop)),
    ...program.commands.map(
      ({ name, help }) => `complete -c cimon -n ${quote(atTop)} -a ${name} -d ${quote(help)}`,
    ),
    ...program.commands.flatMap(writeCommand),
    "",
  ].join("\n");
}

function writeCommand({ name, options, argument }: CommandModel): readonly string[] {
  const condition = `__fish_seen_subcommand_from ${name}`;
  const lines = options.map((option) => writeOption(option, condition));
  if (argument === null) return lines;
  return [...lines, `complete -c cimon -n ${quote(condition)} ${writeValue(argument)}`.trimEnd()];
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
