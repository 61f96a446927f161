import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeAuthority } from "../helpers/certificates.ts";
import { makeFolder, type RunOptions, runCimon } from "../helpers/run-cimon.ts";
import { type ScriptedServer, startScriptedServer } from "../helpers/scripted-server.ts";
import { startTerminal } from "../helpers/terminal.ts";

const TOKEN = "ghp_thisTokenMustNotLeave0000000000000000";

/** A checkout that brought a configuration along, a home without any, and the server it leads to. */
async function makeCheckout(fields: Record<string, unknown> = {}) {
  const server = await startScriptedServer(() => ({ body: { total_count: 0, workflow_runs: [] } }));
  const top = makeFolder();
  const cwd = join(top, "checkout");
  const home = join(top, "home");
  for (const folder of [cwd, home]) mkdirSync(folder);
  const env = { HOME: home, XDG_CONFIG_HOME: "", SECRET: TOKEN, OTHER: TOKEN };
  const file = join(cwd, ".cimonrc.json");
  const write = (more: Record<string, unknown> = {}) => {
    const source = { provider: "github", url: server.url, repos: ["acme/api"] };
    const sources = [{ ...source, token: { env: "SECRET" }, ...fields, ...more }];
    writeFileSync(file, JSON.stringify({ sources }), { mode: 0o600 });
  };
  write();
  const run = (args: readonly string[], options: RunOptions = {}) =>
    runCimon(args, { cwd, ...options, env: { ...env, ...options.env } });
  return { server, cwd, home, file, env, write, run };
}

function sentTokens(server: ScriptedServer): readonly (string | undefined)[] {
  return server.requests.map(({ headers }) => headers.authorization);
}

describe("a configuration that came with the folder", () => {
  it("sends no credential to a host of its own, and no request at all, before it is trusted", async () => {
    const { server, file, run } = await makeCheckout();
    const host = new URL(server.url).host;
    const before = await run(["list", "--json"]);
    expect([before.code, before.stdout]).toEqual([2, ""]);
    expect(before.stderr.split("\n")).toEqual([
      expect.stringMatching(/^cimon: .*would send SECRET to http:/u),
      expect.stringMatching(/^ {2}→ .*cimon trust$/u),
      "",
    ]);
    expect(before.stderr).toContain(file);
    expect(before.stderr).toContain(host);
    expect(before.stderr).not.toContain(TOKEN);
    expect(server.requests).toEqual([]);

    const trusted = await run(["trust", "--yes"]);
    expect([trusted.code, trusted.stdout]).toEqual([
      0,
      `${file} would send\n  SECRET  to  ${server.url}\n`,
    ]);
    expect(server.requests).toEqual([]);

    const after = await run(["list", "--json"]);
    expect([after.code, after.stderr]).toEqual([0, ""]);
    expect(sentTokens(server)).toEqual([`token ${TOKEN}`]);
  });

  it.each([
    ["another variable", { token: { env: "OTHER" } }],
    ["another path on the host", { url: "PATH" }],
    ["the login of gh", { token: { login: "gh" } }],
  ])("is asked about anew for %s", async (_, change) => {
    const { server, run, write } = await makeCheckout();
    expect((await run(["trust", "--yes"])).code).toBe(0);
    write("url" in change ? { url: `${server.url}/other` } : change);
    expect((await run(["list"])).code).toBe(2);
    expect(server.requests).toEqual([]);
  });

  it("is asked about an authority of its own, even for a public host, and anew where that changes", async () => {
    const { cwd, run, write } = await makeCheckout({ url: "https://github.com", ca: "ca.pem" });
    const makePem = async (name: string) => (await makeAuthority(name)).cert;
    writeFileSync(join(cwd, "ca.pem"), await makePem("one"));
    const before = await run(["list"]);
    expect([before.code, before.stderr]).toEqual([2, expect.stringMatching(/authority of its/u)]);
    const trusted = await run(["trust", "--yes"]);
    expect(trusted.stdout).toContain(`on the word of  ${join(cwd, "ca.pem")}`);
    expect((await run(["trust"])).stdout).toMatch(/nothing to agree to/u);
    writeFileSync(join(cwd, "ca.pem"), await makePem("two"));
    expect((await run(["list"])).code).toBe(2);
    write({ ca: undefined });
    expect((await run(["trust"])).stdout).toMatch(/nothing to agree to/u);
  });

  it("keeps its trust where what it watches changes, and loses it by --remove", async () => {
    const { run, write, server, file } = await makeCheckout();
    await run(["trust", "--yes"]);
    write({ repos: ["acme/web"], branches: ["main"] });
    expect((await run(["list"])).code).toBe(0);
    const listed = await run(["trust", "--list"]);
    expect(listed.stdout).toBe(`${file}\n  SECRET  to  ${server.url}\n`);
    expect((await run(["trust", "--remove"])).code).toBe(0);
    expect((await run(["trust", "--list"])).stdout).toBe("");
    expect((await run(["list"])).code).toBe(2);
    expect((await run(["trust", "--remove"])).code).toBe(2);
  });

  it("needs no trust for hosts of the user's own configuration", async () => {
    const { home, server, run } = await makeCheckout();
    const sources = [{ provider: "gitlab", url: `${server.url}/`, projects: ["a/b"] }];
    mkdirSync(join(home, ".config/cimon"), { recursive: true });
    writeFileSync(join(home, ".config/cimon/config.json"), JSON.stringify({ sources }));
    expect((await run(["list"])).code).toBe(0);
    expect((await run(["trust"])).stdout).toMatch(/nothing to agree to/u);
  });

  it("needs none for its own token, and none where it was named by --config", async () => {
    const own = await makeCheckout({ token: "literal-token" });
    expect((await own.run(["list"])).code).toBe(0);
    const named = await makeCheckout();
    expect((await named.run(["list", "--config", named.file])).code).toBe(0);
    expect(sentTokens(named.server)).toEqual([`token ${TOKEN}`]);
  });

  it("is trusted by nobody where there is no terminal to ask on", async () => {
    const { run } = await makeCheckout();
    const { code, stderr } = await run(["trust"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/→ .*cimon trust --yes/u);
    expect((await run(["trust", "--list"])).stdout).toBe("");
  });

  it("is remembered in a file that nobody else reads, which counts for nothing once broken", async () => {
    const { home, run } = await makeCheckout();
    await run(["trust", "--yes"]);
    const file = join(home, ".config/cimon/trusted.json");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).not.toContain(TOKEN);
    writeFileSync(file, "{ broken");
    expect((await run(["list"])).code).toBe(2);
  });

  it.each([
    ["y", 0],
    ["", 1],
  ])("is asked about on a terminal, where %j ends with %i", async (answer, code) => {
    const { cwd, env } = await makeCheckout();
    const terminal = startTerminal(["trust"], { cwd, env });
    await terminal.waitForText("Let it? [y/N]", 30_000);
    terminal.press(`${answer}\r`);
    expect(await terminal.exited).toBe(code);
  });
});
