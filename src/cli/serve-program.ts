import type { Command } from "commander";
import { assertNoArguments } from "./assert-no-arguments.ts";
import type { ServeOptions } from "./commands/serve.ts";
import type { Command as Run } from "./io.ts";
import { addCommonOptions } from "./options.ts";

const EXAMPLES = `
Examples:
  cimon serve                          http://127.0.0.1:8642, for this machine alone
  cimon serve --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem
  cimon serve hash-password            what server.users takes as a password
  cimon serve token --role viewer --expires 30d`;

const HASH_EXAMPLES = `
Examples:
  cimon serve hash-password            asks for the password
  printf %s "$PASSWORD" | cimon serve hash-password`;

const TOKEN_EXAMPLES = `
Examples:
  cimon serve token --name wall --expires 12h
  curl -H "Authorization: Bearer $(cimon serve token)" http://127.0.0.1:8642/api/runs
  CIMON_TOKEN=$(cimon serve token --role operator) cimon --connect https://ci.example.com

It needs the key alone (server.key): none of the sources' tokens has to be set.`;

/** Makes the action of a command that is loaded when it runs. */
type Runner = <Options>(load: () => Promise<Run<Options>>) => (options: Options) => Promise<void>;

/** Adds `cimon serve` and the commands that make what it signs people and programs in with. */
export function addServeCommand(program: Command, run: Runner): void {
  const runServe = run(async () => (await import("./commands/serve.ts")).runServe);
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
    .allowExcessArguments()
    .action((options: ServeOptions, command: Command) => {
      assertNoArguments(command);
      return runServe(options);
    });
  addCommonOptions(serve);

  serve
    .command("hash-password")
    .description("read a password and print its hash for server.users")
    .allowExcessArguments(false)
    .addHelpText("after", HASH_EXAMPLES)
    .action(run(async () => (await import("./commands/hash-password.ts")).runHashPassword));

  serve
    .command("token")
    .description("print a bearer token for a program, signed with server.key")
    .allowExcessArguments(false)
    .option("-c, --config <file>", "read this configuration and no other")
    .option("--name <name>", "whom the token is for, as it is logged", "program")
    .option("--role <role>", "viewer looks; operator also starts, stops and opens", "viewer")
    .option("--expires <time>", "how long it holds: 12h, 30d", "30d")
    .addHelpText("after", TOKEN_EXAMPLES)
    .action(run(async () => (await import("./commands/sign-token.ts")).runSignToken));
}
