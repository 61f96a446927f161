import { Writable } from "node:stream";
import { createProgram } from "../program.ts";

/** The help of this very command line, as `cimon --help` prints it; the build writes it to a file. */
export function buildHelp(): string {
  const pieces: string[] = [];
  const { stderr, stdin } = process;
  const stdout = Object.assign(new Writable(), {
    write: (text: string) => pieces.push(text) > 0,
  }) as unknown as NodeJS.WriteStream;
  const io = { stdout, stderr, stdin, env: {}, cwd: "/", signal: new AbortController().signal };
  createProgram(io, () => {}).outputHelp();
  return pieces.join("");
}
