import { writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type Certificate, makeAuthority, makeCertificate } from "../helpers/certificates.ts";
import { makeFolder, runCimon } from "../helpers/run-cimon.ts";
import { startScriptedServer } from "../helpers/scripted-server.ts";
import { startProxy } from "../helpers/start-proxy.ts";

const TOKEN = "ghp_thisTokenMustNeverBeShown000000000000";
const SERVER = "ci.test";
const NO_RUNS = { total_count: 0, workflow_runs: [] };

let authority: Certificate;
let stranger: Certificate;
let good: Certificate;
let expired: Certificate;
let misnamed: Certificate;

beforeAll(async () => {
  authority = await makeAuthority("Acme");
  stranger = await makeAuthority("Stranger");
  good = await makeCertificate(authority, { names: [SERVER, "127.0.0.1"] });
  expired = await makeCertificate(authority, { names: ["127.0.0.1"], isExpired: true });
  misnamed = await makeCertificate(authority, { names: ["other.test"] });
});

/** An answer that every vendor's client takes for an empty list of runs. */
function answerFor(url: string): unknown {
  if (url.includes("/api/v4/")) return [];
  return url.includes("/api/v3/") ? NO_RUNS : { jobs: [] };
}

/** A TLS server with nothing to show; returns its port. */
async function startTlsServer(certificate: Certificate): Promise<number> {
  const server = createServer(certificate, (request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answerFor(request.url ?? "")));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

function source(url: string, fields: Record<string, unknown> = {}) {
  return { provider: "github", name: "gh", url, repos: ["acme/api"], token: TOKEN, ...fields };
}

function list(sources: readonly unknown[], env: Record<string, string> = {}) {
  const cwd = makeFolder();
  writeFileSync(join(cwd, "ca.pem"), authority.cert);
  writeFileSync(join(cwd, "stranger.pem"), stranger.cert);
  const config = JSON.stringify({ sources });
  writeFileSync(join(cwd, ".cimonrc.json"), config, { mode: 0o600 });
  const variables = Object.entries(env).map(([name, value]) => [
    name,
    value.replace("FOLDER", cwd),
  ]);
  const args = ["list", "--log-file", join(cwd, "log")];
  return runCimon(args, { cwd, env: Object.fromEntries(variables) });
}

const QUIET = { code: 0, stdout: "", stderr: "cimon: no runs found\n" };

describe("a proxy", () => {
  it("carries TLS of all vendors in a tunnel, which it is signed in to", async () => {
    const proxy = await startProxy({ port: await startTlsServer(good) });
    const url = `https://${SERVER}`;
    const ca = "ca.pem";
    const sources = [
      source(url, { ca }),
      { provider: "gitlab", name: "lab", url, projects: ["a/b"], token: TOKEN, ca },
      { provider: "jenkins", name: "ci", url, user: "ana", token: TOKEN, ca },
    ];
    const ended = await list(sources, { HTTPS_PROXY: `http://me:pass%20word@${proxy.host}` });
    expect(ended).toEqual(QUIET);
    expect(proxy.seen.length).toBeGreaterThanOrEqual(3);
    expect(new Set(proxy.seen)).toEqual(new Set([`CONNECT ${SERVER}:443 as me:pass word`]));
  });

  it("is sent what is not encrypted as it is", async () => {
    const server = await startScriptedServer(() => ({ body: NO_RUNS }));
    const proxy = await startProxy({ port: Number(new URL(server.url).port) });
    const ended = await list([source(`http://${SERVER}:8080`)], { http_proxy: proxy.host });
    expect(ended).toEqual(QUIET);
    expect(proxy.seen).toEqual([
      expect.stringMatching(/^GET http:\/\/ci\.test:8080\/api\/v3\/repos\/acme\/api\/actions/u),
    ]);
    expect(server.requests[0]?.headers).toMatchObject({ authorization: `token ${TOKEN}` });
  });

  it("is passed by for what NO_PROXY names", async () => {
    const server = await startScriptedServer(() => ({ body: NO_RUNS }));
    const { port } = new URL(server.url);
    const proxy = await startProxy({ port: Number(port) });
    // On this machine, though not by a name or an address that is never asked through a proxy.
    const sources = [source(`http://0.0.0.0:${port}`)];
    expect(await list(sources, { ALL_PROXY: proxy.host })).toEqual(QUIET);
    expect(proxy.seen).toHaveLength(1);
    const without = { ALL_PROXY: proxy.host, NO_PROXY: "other,0.0.0.0/8" };
    expect(await list(sources, without)).toEqual(QUIET);
    expect(proxy.seen).toHaveLength(1);
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    [407, /wants a user and password \(HTTP 407\); write them into the variable/u],
    [403, /lets nothing through to ci\.test \(HTTP 403\); check the variables HTTPS_PROXY/u],
  ])("that answers a tunnel with %i is named with what to do", async (refusal, sentence) => {
    const proxy = await startProxy({ port: 1, refusal });
    const env = { HTTPS_PROXY: `http://me:pass-word@${proxy.host}` };
    const { code, stderr } = await list([source(`https://${SERVER}`)], env);
    expect(code).toBe(3);
    expect(stderr).toContain(`the proxy ${proxy.host} `);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain("pass-word");
  });

  it("that is not there is named, and not the server", async () => {
    const server = await startScriptedServer();
    await server.close();
    const { host } = new URL(server.url);
    const { code, stderr } = await list([source(`https://${SERVER}`)], { HTTPS_PROXY: host });
    expect(code).toBe(3);
    expect(stderr).toMatch(/the proxy 127\.0\.0\.1:\d+ on the way to ci\.test refused the conn/u);
    expect(stderr).toContain("NO_PROXY");
  });
});

describe("a TLS server", () => {
  it("of an unknown authority is refused, with the key that would name it", async () => {
    const port = await startTlsServer(good);
    const { code, stderr } = await list([source(`https://127.0.0.1:${port}`)]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/shows a TLS certificate of an unknown authority; .*"ca" in this sou/u);
  });

  it.each([
    ["the key ca", { ca: "ca.pem" }, {}],
    ["NODE_EXTRA_CA_CERTS", {}, { NODE_EXTRA_CA_CERTS: "FOLDER/ca.pem" }],
    ["both", { ca: "stranger.pem" }, { NODE_EXTRA_CA_CERTS: "FOLDER/ca.pem" }],
  ])("is believed by %s", async (_, fields, env) => {
    const port = await startTlsServer(good);
    expect(await list([source(`https://127.0.0.1:${port}`, fields)], env)).toEqual(QUIET);
  });

  it("is believed for the source alone that names its authority", async () => {
    const port = await startTlsServer(good);
    const url = `https://127.0.0.1:${port}`;
    const sources = [source(url, { ca: "ca.pem" }), source(url, { name: "b", ca: "stranger.pem" })];
    const { code, stderr } = await list(sources);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^cimon: b: acme\/api: .*unknown authority/u);
    expect(stderr).not.toContain("gh:");
  });

  it("with an expired certificate has its own sentence, and one of another name", async () => {
    const old = `https://127.0.0.1:${await startTlsServer(expired)}`;
    const other = `https://127.0.0.1:${await startTlsServer(misnamed)}`;
    const ca = "ca.pem";
    const { stderr } = await list([source(old, { ca }), source(other, { ca, name: "other" })]);
    expect(stderr).toMatch(/gh: .*shows an expired TLS certificate; have its certificate renewed/u);
    expect(stderr).toMatch(/other: .*shows a TLS certificate of another name; write the name/u);
  });

  it("that speaks no TLS is told so", async () => {
    const { url } = await startScriptedServer();
    const { stderr } = await list([source(url.replace("http:", "https:"))]);
    expect(stderr).toMatch(/does not speak TLS on this port; check http or https/u);
  });

  it.each([
    ["missing.pem", /sources\[0\]\.ca: the file .*missing\.pem cannot be read \(ENOENT\)/u],
    [".cimonrc.json", /sources\[0\]\.ca: the file .* holds no certificate in PEM form/u],
  ])("whose authority is said to be in %s ends with 2", async (ca, sentence) => {
    const { code, stderr } = await list([source("https://127.0.0.1:1", { ca })]);
    expect(code).toBe(2);
    expect(stderr).toMatch(sentence);
    expect(stderr).toMatch(/→ give "ca" the path/u);
  });
});

describe("a host without an address", () => {
  it("is told apart from a server that does not answer", async () => {
    const { code, stderr } = await list([source("https://no-such-host.invalid")]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/no-such-host\.invalid (?:has no address|cannot be looked up)/u);
  });
});

describe("two accounts on one host", () => {
  it("have names, tokens and limits of their own", async () => {
    const server = await startScriptedServer(({ headers }) => {
      const limit = headers.authorization === "token one" ? "5000" : "60";
      const own = { "x-ratelimit-limit": limit, "x-ratelimit-remaining": limit };
      return { body: NO_RUNS, headers: own };
    });
    const cwd = makeFolder();
    const sources = ["one", "two"].map((token) => source(server.url, { name: token, token }));
    const write = (all: readonly unknown[]) =>
      writeFileSync(join(cwd, ".cimonrc.json"), JSON.stringify({ sources: all }), { mode: 0o600 });
    write(sources);
    const { code, stdout } = await runCimon(["list", "--json"], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).sources).toMatchObject([
      { name: "one", quota: { limit: 5000, remaining: 5000 } },
      { name: "two", quota: { limit: 60, remaining: 60 } },
    ]);
    expect(new Set(server.requests.map(({ headers }) => headers.authorization))).toEqual(
      new Set(["token one", "token two"]),
    );
    write(sources.map(({ name: _, ...rest }) => rest));
    const nameless = await runCimon(["list"], { cwd });
    expect(nameless.code).toBe(2);
    expect(nameless.stderr).toMatch(/sources\[1\]: .*a "name" of its own for each source/u);
  });
});
