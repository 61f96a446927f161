import { beforeAll, expect, it } from "vitest";
import { hashPassword } from "../../src/server/auth/password-hash.ts";
import type { AuthOptions } from "../../src/server/server-options.ts";
import { askTls } from "../helpers/ask-tls.ts";
import { type Certificate, makeAuthority, makeCertificate } from "../helpers/certificates.ts";
import { startTlsProxy } from "../helpers/start-tls-proxy.ts";
import { openSocket, startServer } from "./start-server.ts";

const CLIENT = "203.0.113.7";
const LIE = "198.51.100.1";
const PASSWORD = { authorization: `Basic ${Buffer.from("ana:open sesame").toString("base64")}` };

let ca: string;
let certificate: Certificate;
let auth: AuthOptions;

beforeAll(async () => {
  const authority = await makeAuthority("Acme");
  ca = authority.cert;
  certificate = await makeCertificate(authority, { names: ["127.0.0.1"] });
  const passwordHash = await hashPassword("open sesame", { log2n: 10, r: 8, p: 1 });
  auth = { key: null, users: [{ name: "ana", passwordHash, role: "operator" }] };
});

async function startBehindProxy(trustProxy: boolean) {
  const server = await startServer({ auth, trustProxy });
  const port = Number(new URL(server.url).port);
  const proxy = await startTlsProxy({ certificate, port, client: CLIENT });
  const readAddresses = () =>
    server.lines
      .map((line) => JSON.parse(line))
      .filter(({ message }) => message === "request")
      .map(({ address }) => address);
  const signIn = async () => {
    const { status, headers } = await askTls(`${proxy}/`, { ca, headers: PASSWORD });
    expect(status).toBe(200);
    return headers["set-cookie"]?.[0] ?? "";
  };
  return { ...server, proxy, readAddresses, signIn };
}

it("gives people behind a trusted proxy a cookie for TLS alone, by which their page listens", async () => {
  const { proxy, signIn } = await startBehindProxy(true);
  const cookie = await signIn();
  expect(cookie).toMatch(/; Secure/u);
  const pair = { cookie: cookie.split(";", 1)[0] ?? "" };
  const own = openSocket(`${proxy}/api/socket`, { ...pair, origin: proxy }, ca);
  expect(await own.nextMessage()).toMatchObject({ type: "hello", user: { name: "ana" } });
  expect(await own.nextMessage()).toMatchObject({ type: "snapshot" });
});

it("tells the page behind a trusted proxy from another site's, and from one without TLS", async () => {
  const { proxy, feed, desk } = await startBehindProxy(true);
  const run = feed.getSnapshot().pipelines[0]?.latest;
  const url = `${proxy}/api/runs/gh/${run?.id}/rerun`;
  for (const origin of ["https://evil.example", proxy.replace("https:", "http:")]) {
    const headers = { ...PASSWORD, origin };
    expect([origin, (await askTls(url, { ca, method: "POST", headers })).status]).toEqual([
      origin,
      403,
    ]);
    expect(await openSocket(`${proxy}/api/socket`, headers, ca).ended).toBe(403);
  }
  expect(desk.act).not.toHaveBeenCalled();
  const headers = { ...PASSWORD, origin: proxy };
  expect((await askTls(url, { ca, method: "POST", headers })).status).toBe(202);
  expect(desk.act).toHaveBeenCalledOnce();
});

it("logs and counts by the address the proxy names, whatever its client says before", async () => {
  const { proxy, readAddresses } = await startBehindProxy(true);
  const statuses: number[] = [];
  for (let guess = 0; guess <= 10; guess += 1) {
    const authorization = `Basic ${Buffer.from(`ana:guess ${guess}`).toString("base64")}`;
    const headers = { authorization, "x-forwarded-for": `${LIE}${guess}` };
    statuses.push((await askTls(`${proxy}/api/runs`, { ca, headers })).status);
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
  await expect.poll(readAddresses, { timeout: 20_000 }).toHaveLength(11);
  expect(new Set(readAddresses())).toEqual(new Set([CLIENT]));
});

it("believes nothing of a proxy it was not told to trust", async () => {
  const { readAddresses, signIn } = await startBehindProxy(false);
  expect(await signIn()).not.toMatch(/Secure/u);
  await expect.poll(readAddresses, { timeout: 20_000 }).toEqual(["127.0.0.1"]);
});
