import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeFolder, runCimon } from "../helpers/run-cimon.ts";
import {
  type ScriptedAnswer,
  type SeenRequest,
  startScriptedServer,
} from "../helpers/scripted-server.ts";

const TOKEN = "tok-9f31c0e2b7d14c3f8a56e0d9";
const USER = "builder";
/** Every form in which a token travels. */
const FORMS = [
  TOKEN,
  Buffer.from(`${USER}:${TOKEN}`).toString("base64"),
  encodeURIComponent(TOKEN),
];

/** A server that is in trouble in some way, and gives back whatever it was sent. */
const FAULTS: readonly (readonly [string, (request: SeenRequest) => ScriptedAnswer])[] = [
  ["401", (request) => ({ status: 401, body: { message: echo(request) } })],
  ["403", (request) => ({ status: 403, body: { message: echo(request) } })],
  ["404", (request) => ({ status: 404, body: `<html>${echo(request)}</html>` })],
  ["429", (request) => ({ status: 429, headers: { "retry-after": "1" }, body: echo(request) })],
  ["502", (request) => ({ status: 502, body: `<html>${echo(request)}</html>` })],
  [
    "no JSON",
    (request) => ({ body: echo(request), headers: { "content-type": "application/json" } }),
  ],
  ["other JSON", (request) => ({ body: [{ id: echo(request), name: echo(request) }] })],
  [
    "a redirect",
    (request) => ({ status: 302, headers: { location: `/login?was=${toUrl(request)}` } }),
  ],
  ["a reset", () => "reset"],
  ["half a body", () => "half"],
];

const echo = ({ headers }: SeenRequest) => JSON.stringify(headers);
const toUrl = (request: SeenRequest) => encodeURIComponent(echo(request)).slice(0, 500);

const COMMANDS: readonly (readonly string[])[] = [
  ["list"],
  ["list", "--json"],
  ["wait", "--sha", "9f31c0e", "--start-timeout", "1s", "--timeout", "2s", "--json"],
  ["status"],
  ["config"],
  ["config", "--json"],
  ["doctor", "--json"],
];

const LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

function makeHome(url: string, kind: "env" | "literal"): string {
  const folder = makeFolder();
  const token = kind === "env" ? { env: "TOKEN" } : TOKEN;
  const sources = [
    { provider: "github", name: "gh", url, repos: ["acme/api", "acme/*"], token },
    { provider: "gitlab", name: "lab", url, projects: ["group/app"], token },
    { provider: "jenkins", name: "ci", url, user: USER, token },
  ];
  writeFileSync(join(folder, "config.json"), JSON.stringify({ sources }), { mode: 0o600 });
  return folder;
}

/** Runs a command in a home of its own, and gives everything it left: output, log, snapshot. */
async function runAndCollect(url: string, args: readonly string[], kind: "env" | "literal") {
  const folder = makeHome(url, kind);
  const env = { HOME: folder, XDG_CACHE_HOME: join(folder, "cache"), TOKEN };
  const logged = ["--config", join(folder, "config.json"), "--log-file", join(folder, "all.log")];
  const [name = "", ...rest] = args;
  const { stdout, stderr } = await runCimon([name, ...logged, ...rest], { cwd: folder, env });
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file !== "config.json" && statSync(join(folder, file)).isFile())
    .map((file) => `${file}\n${readFileSync(join(folder, file), "utf8")}`);
  return [stdout, stderr, ...files].join("\n");
}

function expectNoSecret(text: string): void {
  for (const form of FORMS) expect(text.includes(form)).toBe(false);
}

describe("a token", () => {
  it.each(FAULTS)(
    "is nowhere to be read after %s, whatever the server gives back",
    async (_, fault) => {
      const server = await startScriptedServer(fault);
      const runs = COMMANDS.map((args, index) =>
        runAndCollect(server.url, [...args, "--log-level", "trace"], index % 2 ? "env" : "literal"),
      );
      for (const text of await Promise.all(runs)) expectNoSecret(text);
      // It did go where it belongs, or nothing was proved.
      expect(
        server.requests.some((request) => FORMS.some((form) => echo(request).includes(form))),
      ).toBe(true);
    },
    120_000,
  );

  it("is nowhere to be read at any level of the log", async () => {
    const server = await startScriptedServer((request) => ({
      status: 401,
      body: { message: echo(request) },
    }));
    const runs = LEVELS.map((level) =>
      runAndCollect(server.url, ["list", "--log-level", level], "literal"),
    );
    for (const text of await Promise.all(runs)) {
      expect(text.length).toBeGreaterThan(100);
      expectNoSecret(text);
    }
  }, 120_000);

  it("is nowhere to be read where the configuration is wrong", async () => {
    const folder = makeFolder();
    const broken = [
      `{"sources":[{"provider":"github","repos":["a/b"],"token":"${TOKEN}","tokn":"${TOKEN}"}]}`,
      `{"sources":[{"provider":"github","repos":["a/b"],"token":["${TOKEN}"]}]}`,
      `{"sources":[{"provider":"jenkins","url":"https://${USER}:${TOKEN}@ci.example.com"}]}`,
      `{"sources":[{"provider":"github","repos":["a/b"],"token":"${TOKEN}"`,
      `{"sources":[{"provider":"github","repos":["a/b"],"token":{"env":"${TOKEN}"}}]}`,
    ];
    for (const [index, text] of broken.entries()) {
      const file = join(folder, `${index}.json`);
      writeFileSync(file, text, { mode: 0o600 });
      const { code, stdout, stderr } = await runCimon(["list", "--config", file], { cwd: folder });
      expect(code).toBe(2);
      expectNoSecret(stdout + stderr);
    }
  }, 60_000);
});
