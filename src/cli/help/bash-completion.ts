import {
  type CommandModel,
  type CommandPath,
  listCommands,
  type OptionModel,
} from "./command-model.ts";

/** Writes the completion for bash 3.2 and later, to be sourced. */
export function writeBashCompletion(program: CommandModel): string {
  const below = listCommands(program);
  const all: readonly CommandPath[] = [{ path: [], command: program }, ...below];
  const valued = listValued(all).join("|");
  return `# cimon's completion for bash. In ~/.bashrc: source <(cimon completion bash)
_cimon() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command= words= i
  COMPREPLY=()
  # Bash takes --option=value apart at the sign.
  if [[ $cur == = ]]; then cur=
  elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$command \${COMP_WORDS[i]}" in
      ${below.map(toStep).join("|")}) command="\${command:+$command }\${COMP_WORDS[i]}"; continue ;;
    esac
    case \${COMP_WORDS[i]} in
      ${valued}) ((i++)) ;;
    esac
  done
  case "$command $prev" in
${all.flatMap(writeChoices).join("\n")}
  esac
  # A file, and what nobody can know, is left to bash.
  case $prev in
    ${valued}) return ;;
  esac
  case $command in
${all.map(writeWords).join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _cimon cimon
`;
}

function listNames(options: readonly OptionModel[]): readonly string[] {
  return options.flatMap(({ names }) => names);
}

function listValued(all: readonly CommandPath[]): readonly string[] {
  const valued = all.flatMap(({ command }) =>
    command.options.filter(({ value }) => value !== null),
  );
  return [...new Set(listNames(valued))];
}

/** What is known so far and the word after it, as they are compared. */
function toStep({ path }: CommandPath): string {
  return `"${path.slice(0, -1).join(" ")} ${path.at(-1)}"`;
}

function writeChoices({ path, command }: CommandPath): readonly string[] {
  return command.options.flatMap(({ names, value }) => {
    if (value === null || typeof value === "string") return [];
    const patterns = names.map((name) => `"${path.join(" ")} ${name}"`).join("|");
    const words = value.choices.join(" ");
    return [`    ${patterns}) COMPREPLY=($(compgen -W '${words}' -- "$cur")); return ;;`];
  });
}

function writeWords({ path, command: { options, argument, commands } }: CommandPath): string {
  const choices = argument !== null && typeof argument !== "string" ? argument.choices : [];
  const names = commands.map(({ name }) => name);
  const words = [...listNames(options), ...names, ...choices].join(" ");
  const isFile = argument === "file" ? "[[ $cur == -* ]] || return; " : "";
  return `    "${path.join(" ")}") ${isFile}words='${words}' ;;`;
}
