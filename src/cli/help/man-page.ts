import { type CommandModel, listCommands, type OptionModel } from "./command-model.ts";

/** What the page says besides what the command line says of itself. */
export interface ManOptions {
  readonly version: string;
  /** `composeKeyHelp`'s text. */
  readonly keys: string;
}

const FILES: readonly (readonly [string, string])[] = [
  [
    ".cimonrc.json, .cimonrc.yaml, package.json",
    "The configuration: in the working directory, else in the nearest folder above it; in package.json under the key cimon.",
  ],
  [
    "~/.config/cimon/config.json, config.yaml",
    "The user's own, where no folder has one. Without any, the repository of the working directory is watched.",
  ],
  [
    "~/.cache/cimon/",
    "The last rows, which the next start shows at once, and the log. No credential is in it.",
  ],
];

const ENVIRONMENT: readonly (readonly [string, string])[] = [
  [
    "GITHUB_TOKEN, GH_TOKEN, GITLAB_TOKEN",
    "Sign in where there is no configuration. A configuration names its own variables.",
  ],
  ["NO_COLOR, FORCE_COLOR", "No colours; colours where none would be used."],
  ["XDG_CONFIG_HOME, XDG_CACHE_HOME", "Stand for ~/.config and ~/.cache."],
];

/** Composes the manual page cimon(1) in roff. */
export function composeManPage(program: CommandModel, { version, keys }: ManOptions): string {
  const common = program.options;
  const commands = listCommands(program).map(({ command }) => command);
  const isOwn = (option: OptionModel) => !common.some(({ flags }) => flags === option.flags);
  return [
    `.TH CIMON 1 "" "cimon ${toRoff(version)}" "User Commands"`,
    ".SH NAME",
    `cimon \\- ${toRoff(lowerFirst(program.help.replace(/\.$/u, "")))}`,
    ".SH SYNOPSIS",
    `.B ${toRoff(program.usage)}`,
    ...commands.flatMap(({ usage }) => [".br", `.B ${toRoff(usage)}`]),
    ".SH DESCRIPTION",
    toRoff(program.help),
    "Without a command the live table is shown; without a terminal it is printed once, as by \\fBlist\\fR.",
    ".SH COMMANDS",
    ...commands.flatMap((command) => writeCommand(command, isOwn)),
    ".SH OPTIONS",
    "Those of the live table, and of every command that reads CI servers.",
    ...common.flatMap(writeOption),
    ".SH KEYS",
    ...writeVerbatim(keys),
    ".SH FILES",
    ...FILES.flatMap(([name, text]) => writeEntry(name, text)),
    ".SH ENVIRONMENT",
    ...ENVIRONMENT.flatMap(([name, text]) => writeEntry(name, text)),
    ".SH EXAMPLES AND EXIT STATUS",
    ...writeVerbatim(program.after),
    "",
  ].join("\n");
}

function writeCommand(
  { usage, help, options, after }: CommandModel,
  isOwn: (option: OptionModel) => boolean,
): readonly string[] {
  const own = options.filter(isOwn).flatMap(writeOption);
  return [
    `.SS ${toRoff(usage)}`,
    toRoff(upperFirst(`${help}.`)),
    ...own,
    ".PP",
    ...writeVerbatim(after),
  ];
}

function writeOption({ flags, help }: OptionModel): readonly string[] {
  return writeEntry(flags, `${upperFirst(help)}.`);
}

function writeEntry(name: string, text: string): readonly string[] {
  return [".TP", `.B ${toRoff(name)}`, toRoff(text)];
}

function writeVerbatim(text: string): readonly string[] {
  if (text === "") return [];
  return [".nf", ...text.trimEnd().split("\n").map(toRoff), ".fi"];
}

// A hyphen that somebody may copy is a minus to roff; a dot or quote at the start is a request.
function toRoff(text: string): string {
  const plain = text.replaceAll("\\", "\\e").replaceAll("-", "\\-").replace(/^[.']/u, "\\&$&");
  return plain.replace(/[^\n -~]/gu, (sign) => {
    const code = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase();
    return `\\[u${code.padStart(4, "0")}]`;
  });
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
