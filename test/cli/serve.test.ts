import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startDemo } from "../../src/demo/start-demo.ts";
import { hashPassword } from "../../src/server/auth/password-hash.ts";
import { askTls } from "../helpers/ask-tls.ts";
import { makeAuthority, makeCertificate } from "../helpers/certificates.ts";
import { makeFolder, type RunOptions, runCimon } from "../helpers/run-cimon.ts";
import { openSocket } from "../server/start-server.ts";

async function startWorld(): Promise<{ config: string; cwd: string }> {
  const demo = await startDemo({ seed: 1, speed: 1, now: Date.now });
  onTestFinished(() => demo.close());
  const cwd = makeFolder();
  const config = join(cwd, "config.json");
  writeFileSync(config, JSON.stringify(demo.config), { mode: 0o600 });
  return { config, cwd };
}

/** Runs a server until it listens, then lets the test speak to it, and ends it by SIGTERM. */
async function serve(
  args: readonly string[],
  cwd: string,
  talk: (url: string) => Promise<void>,
  env: Record<string, string> = {},
) {
  let signal = (_name: NodeJS.Signals) => {};
  const onStart: RunOptions["onStart"] = (send) => {
    signal = send;
  };
  let isTalking = false;
  const ended = new Promise<Awaited<ReturnType<typeof runCimon>>>((resolve, reject) => {
    const onOutput = (text: string) => {
      const url = /"url":"([^"]+)","msg":"listening"/u.exec(text)?.[1];
      if (url === undefined || isTalking) return;
      isTalking = true;
      talk(url).then(() => signal("SIGTERM"), reject);
    };
    runCimon(["serve", "--port", "0", ...args], { cwd, env, onStart, onOutput }).then(
      resolve,
      reject,
    );
  });
  return ended;
}

it("serves the rows of all three vendors, logs as JSON, and ends well by a signal", async () => {
  const { config, cwd } = await startWorld();
  const vendors = new Set<string>();
  const { code, stdout } = await serve(["--config", config], cwd, async (url) => {
    const untilMs = Date.now() + 30_000;
    while (vendors.size < 3 && Date.now() < untilMs) {
      const { runs } = JSON.parse(await (await fetch(`${url}/api/runs`)).text());
      for (const { provider } of runs) vendors.add(provider);
    }
  });
  expect(vendors).toEqual(new Set(["github", "gitlab", "jenkins"]));
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ msg }) => msg)).toEqual(
    expect.arrayContaining(["start", "listening", "fetch", "closing", "end"]),
  );
  expect(code).toBe(0);
}, 60_000);

it("listens for others only where they have to sign in", async () => {
  const { config, cwd } = await startWorld();
  const { code, stderr } = await runCimon(["serve", "--config", config, "--host", "0.0.0.0"], {
    cwd,
  });
  expect(code).toBe(2);
  expect(stderr).toContain("nobody has to sign in");
  expect(stderr).toContain("server.users");
}, 30_000);

it("makes the hash of a password and the token of a program, by which its own server lets them in", async () => {
  const { config, cwd } = await startWorld();
  const hashed = await runCimon(["serve", "hash-password"], { cwd, input: "open sesame\n" });
  expect(hashed.code).toBe(0);
  const key = "k".repeat(40);
  const env = { HASH: hashed.stdout.trim(), KEY: key };
  const server = { users: [{ name: "ana", password: { env: "HASH" } }], key: { env: "KEY" } };
  const document = JSON.parse(readFileSync(config, "utf8"));
  writeFileSync(config, JSON.stringify({ ...document, server }));
  const token = ["serve", "token", "--config", config, "--role", "operator", "--expires", "1h"];
  const signed = await runCimon(token, { cwd, env });
  expect([signed.code, signed.stderr]).toEqual([0, expect.stringContaining("as operator until")]);

  const statuses: number[] = [];
  const { code, stdout } = await serve(
    ["--config", config],
    cwd,
    async (url) => {
      const basic = `Basic ${Buffer.from("ana:open sesame").toString("base64")}`;
      for (const authorization of [basic, `Bearer ${signed.stdout.trim()}`, "Bearer x"]) {
        statuses.push((await fetch(`${url}/api/runs`, { headers: { authorization } })).status);
      }
    },
    env,
  );
  expect(statuses).toEqual([200, 200, 401]);
  expect(code).toBe(0);
  for (const secret of ["open sesame", key, hashed.stdout.trim(), signed.stdout.trim()]) {
    expect(stdout).not.toContain(secret);
  }
}, 60_000);

it("signs a token with the key alone, whatever else of the configuration is not set", async () => {
  const cwd = makeFolder();
  const sources = [{ provider: "github", repos: ["acme/api"], token: { env: "NOT_SET" } }];
  const users = [{ name: "ana", password: { env: "NOT_SET" } }];
  const server = { users, key: { env: "KEY" } };
  writeFileSync(join(cwd, ".cimonrc.json"), JSON.stringify({ sources, server }));
  const env = { KEY: "k".repeat(40) };
  const { code, stdout, stderr } = await runCimon(["serve", "token"], { cwd, env });
  expect([code, stderr]).toEqual([0, expect.stringContaining("as viewer until")]);
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/u);
  const keyless = await runCimon(["serve", "token"], { cwd });
  expect([keyless.code, keyless.stdout]).toEqual([2, ""]);
  expect(keyless.stderr).toMatch(/server\.key\.env.*KEY holds no 32/u);
  expect(keyless.stderr).not.toContain("NOT_SET");
}, 30_000);

it("starts no server for a word that is none of its commands", async () => {
  const { code, stdout, stderr } = await runCimon(["serve", "tokn", "--port", "0"]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/no command "tokn"\n.*did you mean "token"/u);
}, 30_000);

it("says which secret is missing, and how to make it", async () => {
  const { config, cwd } = await startWorld();
  const document = JSON.parse(readFileSync(config, "utf8"));
  const server = { users: [{ name: "ana", password: { env: "HASH" } }], key: { env: "KEY" } };
  writeFileSync(config, JSON.stringify({ ...document, server }));
  const { code, stderr } = await runCimon(["serve", "--config", config], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain("HASH");
  expect(stderr).toContain("KEY");
  expect(stderr).toContain("cimon serve hash-password");
  const list = await runCimon(["list", "--config", config, "--json"], { cwd });
  expect(list.code).toBe(0);
}, 60_000);

it("speaks TLS with the files it is given, page, data and socket alike", async () => {
  const { config, cwd } = await startWorld();
  const authority = await makeAuthority("Acme");
  const { cert, key } = await makeCertificate(authority, { names: ["127.0.0.1"] });
  writeFileSync(join(cwd, "cert.pem"), cert);
  writeFileSync(join(cwd, "key.pem"), key, { mode: 0o600 });
  const ca = authority.cert;
  const hashed = await hashPassword("open sesame", { log2n: 10, r: 8, p: 1 });
  const document = JSON.parse(readFileSync(config, "utf8"));
  const server = { users: [{ name: "ana", password: hashed }] };
  writeFileSync(config, JSON.stringify({ ...document, server }));
  const files = ["--tls-cert", join(cwd, "cert.pem"), "--tls-key", join(cwd, "key.pem")];
  const { code } = await serve(["--config", config, ...files], cwd, async (url) => {
    expect(url).toMatch(/^https:/u);
    const headers = { authorization: `Basic ${Buffer.from("ana:open sesame").toString("base64")}` };
    const page = await askTls(`${url}/`, { ca, headers });
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining("<html") });
    expect(page.headers["strict-transport-security"]).toMatch(/max-age=\d+/u);
    expect(page.headers["set-cookie"]?.[0]).toMatch(/; Secure/u);
    const socket = openSocket(`${url}/api/socket`, { ...headers, origin: url }, ca);
    expect(await socket.nextMessage()).toMatchObject({ type: "hello", user: { name: "ana" } });
    expect(await socket.nextMessage()).toMatchObject({ type: "snapshot" });
    await expect(fetch(`${url.replace("https:", "http:")}/healthz`)).rejects.toThrow();
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });
  expect(code).toBe(0);
}, 60_000);
