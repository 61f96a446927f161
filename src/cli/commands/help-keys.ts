import { EXIT, type ExitCode } from "../exit-codes.ts";
import { composeKeyHelp } from "../help/key-help.ts";
import type { Io } from "../io.ts";

/** `cimon help keys`: what each key does. */
export async function runHelpKeys(_: object, io: Io): Promise<ExitCode> {
  io.stdout.write(composeKeyHelp(false));
  return EXIT.ok;
}
