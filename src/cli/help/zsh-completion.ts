import type { CommandModel, OptionModel, ValueKind } from "./command-model.ts";

/** Writes the completion for zsh, to be sourced after compinit or put into a folder of `fpath` as `_cimon`. */
export function writeZshCompletion(program: CommandModel): string {
  return `#compdef cimon
# cimon's completion for zsh. In ~/.zshrc, after compinit: source <(cimon completion zsh)
${writeFunctions(program, "_cimon")}if [[ $funcstack[1] == _cimon ]]; then _cimon "$@"; else compdef _cimon cimon; fi
`;
}

/** One function for a command that has others, and one for each of these that has, too. */
function writeFunctions({ options, commands }: CommandModel, name: string): string {
  const lines = commands.map((command) => quote(`${command.name}:${escapeColons(command.help)}`));
  const inner = commands
    .filter((command) => command.commands.length > 0)
    .map((command) => writeFunctions(command, toFunction(name, command)));
  return `${name}() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C \\
${options.map(writeOption).join("")}    '1: :->command' '*:: :->rest'
  case $state in
    command)
      local -a commands
      commands=(
${lines.map((line) => `        ${line}\n`).join("")}      )
      _describe command commands ;;
    rest)
      case $words[1] in
${commands.map((command) => writeCommand(command, name)).join("")}      esac ;;
  esac
}
${inner.join("")}`;
}

function toFunction(parent: string, { name }: CommandModel): string {
  return `${parent}_${name}`;
}

function writeCommand(command: CommandModel, parent: string): string {
  const { name, options, argument, commands } = command;
  if (commands.length > 0) return `        ${name}) ${toFunction(parent, command)} ;;\n`;
  const last = argument === null ? "" : `    ${quote(`1: :${toAction(argument)}`)}`;
  return `        ${name})\n          _arguments \\\n${options.map(writeOption).join("")}${last} ;;\n`;
}

// The long and the short name exclude one another only where the option cannot be given again.
function writeOption({ names, help, value }: OptionModel): string {
  const isAgain = help.includes("may be given again");
  const text = `[${help.replace(/[[\]\\]/gu, "\\$&").replaceAll(":", "\\:")}]`;
  const rest = `${text}${value === null ? "" : `:value:${toAction(value)}`}`;
  const own = isAgain ? "*" : names.length > 1 ? `(${names.join(" ")})` : "";
  return names.map((name) => `    ${quote(`${own}${name}${rest}`)} \\\n`).join("");
}

function toAction(value: ValueKind): string {
  if (value === "file") return "_files";
  return value === "text" ? " " : `(${value.choices.join(" ")})`;
}

function escapeColons(text: string): string {
  return text.replaceAll(":", "\\:");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
