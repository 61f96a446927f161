import { EXIT, type ExitCode } from "../exit-codes.ts";
import { writeBashCompletion } from "../help/bash-completion.ts";
import type { CommandModel } from "../help/command-model.ts";
import { writeFishCompletion } from "../help/fish-completion.ts";
import type { Shell } from "../help/shells.ts";
import { writeZshCompletion } from "../help/zsh-completion.ts";
import type { Io } from "../io.ts";

const WRITERS: Readonly<Record<Shell, (program: CommandModel) => string>> = {
  bash: writeBashCompletion,
  zsh: writeZshCompletion,
  fish: writeFishCompletion,
};

/** The options of `cimon completion`. */
export interface CompletionOptions {
  readonly shell: Shell;
  readonly program: CommandModel;
}

/** `cimon completion`: the script that completes cimon's command lines in a shell. */
export async function runCompletion(
  { shell, program }: CompletionOptions,
  io: Io,
): Promise<ExitCode> {
  io.stdout.write(WRITERS[shell](program));
  return EXIT.ok;
}
