import type { Command } from "commander";
import type { Command as Run } from "./io.ts";
import { addCommonOptions } from "./options.ts";

const EXAMPLES = `
Examples:
  cimon serve                          http://127.0.0.1:8642, for this machine alone
  cimon serve --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem
  cimon serve hash-password            what server.users takes as a password
  cimon serve token --role viewer --expires 30d`;

/** Makes the action of a command that is loaded when it runs. */
type Runner = <Options>(load: () => Promise<Run<Options>>) => (options: Options) => Promise<void>;

/** Adds `cimon serve` and the commands that make what it signs people and programs in with. */
export function addServeCommand(program: Command, run: Runner): void {
  const serve = program
    .command("serve")
    .description("serve the live table as a web page, and its data")
    .option("--host <address>", "the address to listen on", "127.0.0.1")
    .option("--port <number>", "the port to listen on, 0 for a free one", "8642")
    .option("--trust-proxy", "believe the X-Forwarded headers of a proxy in front")
    .option("--tls-cert <file>", "certificate chain, PEM; with --tls-key it speaks HTTPS")
    .option("--tls-key <file>", "private key of the certificate, PEM")
    .option("--public-feeds", "badges and cctray without signing in")
    .addHelpText("after", EXAMPLES)
    .action(run(async () => (await import("./commands/serve.ts")).runServe));
  addCommonOptions(serve);

  serve
    .command("hash-password")
    .description("read a password and print its hash for server.users")
    .action(run(async () => (await import("./commands/hash-password.ts")).runHashPassword));

  serve
    .command("token")
    .description("print a bearer token for a program, signed with server.key")
    .option("-c, --config <file>", "read this configuration and no other")
    .option("--name <name>", "whom the token is for, as it is logged", "program")
    .option("--role <role>", "viewer looks; operator also starts, stops and opens", "viewer")
    .option("--expires <time>", "how long it holds: 12h, 30d", "30d")
    .action(run(async () => (await import("./commands/sign-token.ts")).runSignToken));
}
