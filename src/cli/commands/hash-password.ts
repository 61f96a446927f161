import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { hashPassword } from "../../server/auth/password-hash.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { type Io, note } from "../io.ts";
import { UsageError } from "../usage-error.ts";

const SHORTEST = 8;

/** `cimon serve hash-password`: reads a password, unseen, and prints what the configuration takes. */
export async function runHashPassword(_options: object, io: Io): Promise<ExitCode> {
  const password = await readPassword(io);
  if (password.length < SHORTEST) {
    throw new UsageError(
      `the password has fewer than ${SHORTEST} characters`,
      "type a longer one, or send it: printf %s PASSWORD | cimon serve hash-password",
    );
  }
  io.stdout.write(`${await hashPassword(password)}\n`);
  note(io, 'cimon: put it into server.users as "password", or into a variable and {"env": "NAME"}');
  return EXIT.ok;
}

async function readPassword({ stdin, stderr, signal }: Io): Promise<string> {
  const isSeen = stdin.isTTY === true;
  if (isSeen) stderr.write("Password: ");
  // A line reader of a terminal shows what is typed by writing it; this one writes to nowhere.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: stdin, output, terminal: isSeen });
  try {
    const line = isSeen ? await reader.question("", { signal }) : await readFirstLine(reader);
    return line;
  } finally {
    reader.close();
    if (isSeen) stderr.write("\n");
  }
}

async function readFirstLine(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) return line;
  return "";
}
