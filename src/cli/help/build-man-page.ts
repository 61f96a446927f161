import { version } from "../../../package.json";
import { createProgram } from "../program.ts";
import { describeCommand } from "./command-model.ts";
import { composeKeyHelp } from "./key-help.ts";
import { composeManPage } from "./man-page.ts";

/** The manual page of this very command line; the build writes it to a file. */
export function buildManPage(): string {
  const { stdout, stderr, stdin } = process;
  const io = { stdout, stderr, stdin, env: {}, cwd: "/", signal: new AbortController().signal };
  const program = createProgram(io, () => {});
  return composeManPage(describeCommand(program), { version, keys: composeKeyHelp(true) });
}
