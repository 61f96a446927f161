import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startDemo } from "../../src/demo/start-demo.ts";
import { signToken } from "../../src/server/auth/tokens.ts";
import { makeAuthority, makeCertificate } from "../helpers/certificates.ts";
import { makeFolder } from "../helpers/run-cimon.ts";
import { startProxy } from "../helpers/start-proxy.ts";
import { startServing } from "../helpers/start-serving.ts";
import { startTerminal } from "../helpers/terminal.ts";
import { startServer } from "../server/start-server.ts";

it("shows and does over a server what it does over the CI servers, and outlives it", async () => {
  const demo = await startDemo({ seed: 1, speed: 1, now: Date.now });
  onTestFinished(() => demo.close());
  const home = makeFolder();
  const config = join(home, "config.json");
  writeFileSync(config, JSON.stringify(demo.config), { mode: 0o600 });
  const first = await startServing(config, home);
  const terminal = startTerminal(["--connect", first.url], {
    columns: 150,
    rows: 100,
    cwd: home,
    env: { HOME: home, XDG_CACHE_HOME: home },
  });
  for (const row of [/acme\/web +main/u, /shop\/checkout/u, /team\/backend/u]) {
    await terminal.waitForText(row, 30_000);
  }
  await terminal.waitForText("1 Mine");
  const asked = Object.values(demo.servers).reduce((sum, { requests }) => sum + requests.length, 0);
  const second = startTerminal(["--connect", first.url], { columns: 150, rows: 40, cwd: home });
  await second.waitForText(/acme\/web +main/u, 30_000);
  const after = Object.values(demo.servers).reduce((sum, { requests }) => sum + requests.length, 0);
  // The second one costs the CI servers nothing: a handful of polls went on meanwhile.
  expect(after - asked).toBeLessThan(asked / 2);

  terminal.press("/status:failed\r");
  await terminal.waitForText("/ status:failed");
  terminal.press("\r");
  await terminal.waitForText(/why \S/u, 30_000);
  terminal.press("\u001b");
  await terminal.waitForText("REPO");

  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  await terminal.waitForText(/failed\?/u, 30_000);
  await terminal.waitForText(/cannot be reached|ended the connection/u, 30_000);
  const { port } = new URL(first.url);
  const again = await startServing(config, home, port);
  await terminal.waitFor(
    "rows that are right",
    (lines) =>
      !lines.some((line) => /failed\?/u.test(line)) && lines.some((line) => /failed /u.test(line)),
    60_000,
  );
  terminal.press("q");
  expect(await terminal.exited).toBe(0);

  again.child.kill("SIGKILL");
  await once(again.child, "exit");
  const third = startTerminal(["--connect", first.url], {
    columns: 150,
    rows: 100,
    cwd: home,
    env: { HOME: home, XDG_CACHE_HOME: home },
  });
  await third.waitForText(/failed\?/u, 30_000);
  await third.waitForText("refused the connection", 30_000);
  // The screen is as it was left as well.
  await third.waitForText("/ status:failed");
  third.press("q");
  expect(await third.exited).toBe(0);
}, 180_000);

it("reaches a server by the proxy of the environment and the authority of --ca", async () => {
  const authority = await makeAuthority("Acme");
  const tls = await makeCertificate(authority, { names: ["cimon.test"] });
  const key = "k".repeat(40);
  const { url } = await startServer({ auth: { key, users: [] }, tls });
  const proxy = await startProxy({ port: Number(new URL(url).port) });
  const home = makeFolder();
  writeFileSync(join(home, "ca.pem"), authority.cert);
  const env = {
    HOME: home,
    XDG_CACHE_HOME: home,
    HTTPS_PROXY: proxy.host,
    CIMON_TOKEN: await signToken(key, { name: "bot", role: "viewer", lifetimeSec: 600 }),
  };
  const options = { columns: 150, rows: 40, cwd: home, env };
  const untrusting = startTerminal(["--connect", "https://cimon.test"], options);
  await untrusting.waitForText(/unknown authority.* --ca/u, 30_000);
  untrusting.press("q");
  await untrusting.exited;
  const terminal = startTerminal(["--connect", "https://cimon.test", "--ca", "ca.pem"], options);
  await terminal.waitForText(/acme\/api +main/u, 30_000);
  terminal.press("q");
  expect(await terminal.exited).toBe(0);
  expect(new Set(proxy.seen)).toEqual(new Set(["CONNECT cimon.test:443"]));
}, 120_000);

it("says what is wrong with an authority, or with a proxy, before it begins", async () => {
  const cwd = makeFolder();
  const ended = async (args: readonly string[], env: Record<string, string> = {}) => {
    const terminal = startTerminal(args, { cwd, env });
    return [await terminal.exited, terminal.output().replaceAll(/\s+/gu, " ")];
  };
  const url = "https://cimon.test";
  expect(await ended(["--connect", url, "--ca", "missing.pem"])).toEqual([
    2,
    expect.stringMatching(/--ca: the file \S*missing\.pem cannot be read \(ENOENT\)/u),
  ]);
  expect(await ended(["--ca", "ca.pem"])).toEqual([
    2,
    expect.stringContaining("--ca is for --connect"),
  ]);
  const env = { HTTPS_PROXY: "socks5://me:pass-word@localhost" };
  const [code, output] = await ended(["--connect", url], env);
  expect([code, output]).toEqual([2, expect.stringContaining("a kind that cimon does not speak")]);
  expect(output).not.toContain("pass-word");
}, 60_000);

it("says that an address is none", async () => {
  const home = makeFolder();
  const terminal = startTerminal(["--connect", "http://ana:secret@localhost"], { cwd: home });
  expect(await terminal.exited).toBe(2);
  expect(terminal.output()).toContain("holds a password");
  expect(terminal.output()).not.toContain("secret");
});
