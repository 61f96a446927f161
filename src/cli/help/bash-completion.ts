import type { CommandModel, OptionModel } from "./command-model.ts";

/** Writes the completion for bash 3.2 and later, to be sourced. */
export function writeBashCompletion(program: CommandModel): string {
  const names = program.commands.map(({ name }) => name).join("|");
  const valued = listValued(program).join("|");
  return `# cimon's completion for bash. In ~/.bashrc: source <(cimon completion bash)
_cimon() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command= words= i
  COMPREPLY=()
  # Bash takes --option=value apart at the sign.
  if [[ $cur == = ]]; then cur=
  elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      ${valued}) ((i++)) ;;
      ${names}) command=\${COMP_WORDS[i]}; break ;;
    esac
  done
  case "$command $prev" in
${[program, ...program.commands].flatMap((it) => writeChoices(it, program)).join("\n")}
  esac
  # A file, and what nobody can know, is left to bash.
  case $prev in
    ${valued}) return ;;
  esac
  case $command in
${program.commands.map(writeWords).join("\n")}
    *) words='${[...listNames(program.options), ...program.commands.map(({ name }) => name)].join(" ")}' ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _cimon cimon
`;
}

function listNames(options: readonly OptionModel[]): readonly string[] {
  return options.flatMap(({ names }) => names);
}

function listValued(program: CommandModel): readonly string[] {
  const valued = [program, ...program.commands].flatMap(({ options }) =>
    options.filter(({ value }) => value !== null),
  );
  return [...new Set(listNames(valued))];
}

function writeChoices(command: CommandModel, program: CommandModel): readonly string[] {
  const prefix = command === program ? "" : command.name;
  return command.options.flatMap(({ names, value }) => {
    if (value === null || typeof value === "string") return [];
    const patterns = names.map((name) => `"${prefix} ${name}"`).join("|");
    const words = value.choices.join(" ");
    return [`    ${patterns}) COMPREPLY=($(compgen -W '${words}' -- "$cur")); return ;;`];
  });
}

function writeWords({ name, options, argument }: CommandModel): string {
  const choices = argument !== null && typeof argument !== "string" ? argument.choices : [];
  const words = [...listNames(options), ...choices].join(" ");
  const isFile = argument === "file" ? "[[ $cur == -* ]] || return; " : "";
  return `    ${name}) ${isFile}words='${words}' ;;`;
}
