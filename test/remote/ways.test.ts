import { createServer, type Socket } from "node:net";
import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { createHttpClient } from "../../src/http/http-client.ts";
import { findSocketRoute } from "../../src/http/socket-route.ts";
import { createTransport } from "../../src/http/transport.ts";
import { type Clock, createSystemClock } from "../../src/model/clock.ts";
import { createRemoteDesk } from "../../src/remote/remote-desk.ts";
import { createRemoteFeed } from "../../src/remote/remote-feed.ts";
import { readServerAddress } from "../../src/remote/server-address.ts";
import { signToken } from "../../src/server/auth/tokens.ts";
import { type Certificate, makeAuthority, makeCertificate } from "../helpers/certificates.ts";
import { createFakeClock } from "../helpers/fake-clock.ts";
import { startProxy } from "../helpers/start-proxy.ts";
import { startServer } from "../server/start-server.ts";
import { FAILED_JOBS } from "../ui/make-desk.ts";

const KEY = "k".repeat(40);
const NAME = "cimon.test";
const until = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 20 });

let authority: Certificate;
let certificate: Certificate;
let token: string;

beforeAll(async () => {
  authority = await makeAuthority("Acme");
  certificate = await makeCertificate(authority, { names: [NAME, "127.0.0.1"] });
  token = await signToken(KEY, { name: "bot", role: "operator", lifetimeSec: 600 });
});

/** A server that wants a token, over TLS or not; returns its port. */
async function serve(tls: Certificate | null): Promise<number> {
  const { url } = await startServer({ auth: { key: KEY, users: [] }, tls });
  return Number(new URL(url).port);
}

/** The rows of a server and its desk, reached by an environment and an authority of its own. */
async function connect(
  url: string,
  env: Record<string, string>,
  ca: string | null = null,
  clock: Clock = createSystemClock(),
) {
  const address = readServerAddress(url, { kind: "token", token });
  if (address === null) throw new Error("no address");
  const transport = createTransport({ env, ca });
  const route = findSocketRoute(transport, new URL(address.url));
  const feed = createRemoteFeed({ address, route, clock, random: () => 0 });
  onTestFinished(() => feed.stop());
  feed.start();
  const http = createHttpClient({ deadlineMs: 20_000, now: Date.now, transport });
  const { findSource } = feed;
  const desk = createRemoteDesk({ address, http, findSource, mayChange: () => true });
  const error = () => feed.getSnapshot().sources[0]?.error;
  const listJobs = () => {
    const run = feed.getSnapshot().pipelines.find(({ repo }) => repo === "acme/api")?.latest;
    if (!run) throw new Error("no run");
    return desk.listJobs(run, new AbortController().signal);
  };
  return { feed, error, listJobs };
}

describe("a server behind a proxy", () => {
  it("tells its rows and does what it is asked through a tunnel, which is signed in to", async () => {
    const proxy = await startProxy({ port: await serve(certificate) });
    const env = { HTTPS_PROXY: `http://me:pass%20word@${proxy.host}` };
    const { feed, listJobs } = await connect(`https://${NAME}`, env, authority.cert);
    await until(() => expect(feed.getSnapshot().pipelines).toHaveLength(3));
    expect(await listJobs()).toEqual(FAILED_JOBS);
    expect(proxy.seen).toEqual([
      `CONNECT ${NAME}:443 as me:pass word`,
      `CONNECT ${NAME}:443 as me:pass word`,
    ]);
  });

  it("is heard without TLS as well", async () => {
    const proxy = await startProxy({ port: await serve(null) });
    const { feed, listJobs } = await connect(`http://${NAME}:8642`, { http_proxy: proxy.host });
    await until(() => expect(feed.getSnapshot().pipelines).toHaveLength(3));
    expect(await listJobs()).toEqual(FAILED_JOBS);
    expect(proxy.seen[0]).toBe(`CONNECT ${NAME}:8642`);
    expect(proxy.seen[1]).toMatch(/^GET http:\/\/cimon\.test:8642\/api\/runs\/gh\/1\/jobs/u);
  });

  it("is asked straight where NO_PROXY names it", async () => {
    const port = await serve(null);
    const proxy = await startProxy({ port });
    const env = { ALL_PROXY: proxy.host, NO_PROXY: "0.0.0.0/8" };
    const { feed, listJobs } = await connect(`http://0.0.0.0:${port}`, env);
    await until(() => expect(feed.getSnapshot().pipelines).toHaveLength(3));
    expect(await listJobs()).toEqual(FAILED_JOBS);
    expect(proxy.seen).toEqual([]);
  });

  it.each([
    [407, /wants a user and password \(HTTP 407\)/u, /http:\/\/user:password@host:port/u],
    [403, /lets nothing through to cimon\.test \(HTTP 403\)/u, /check the variables HTTPS_PROXY/u],
  ])(
    "that answers with %i is told as such, and not as the server",
    async (refusal, sentence, hint) => {
      const proxy = await startProxy({ port: 1, refusal });
      const env = { HTTPS_PROXY: `http://me:pass-word@${proxy.host}` };
      const { error } = await connect(`https://${NAME}`, env);
      await until(() => expect(error()?.message).toMatch(sentence));
      expect(error()?.message).toContain(`the proxy ${proxy.host} `);
      expect(error()?.hint).toMatch(hint);
      expect(JSON.stringify(error())).not.toContain("pass-word");
    },
  );

  it("that is not there is told as such", async () => {
    const { error } = await connect(`https://${NAME}`, { HTTPS_PROXY: "127.0.0.1:1" });
    await until(() =>
      expect(error()?.message).toMatch(
        /the proxy 127\.0\.0\.1:1 on the way to cimon\.test refused/u,
      ),
    );
  });

  it("that never answers is given up, and let go", async () => {
    const taken: Socket[] = [];
    const silent = createServer((socket) => void taken.push(socket.resume()));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void silent.close());
    const address = silent.address();
    const port = typeof address === "object" ? address?.port : 0;
    const clock = createFakeClock();
    const env = { HTTPS_PROXY: `127.0.0.1:${port}` };
    const { error } = await connect(`https://${NAME}`, env, null, clock);
    await until(() => expect(taken).toHaveLength(1));
    await clock.advance(15_000);
    expect(error()).toMatchObject({ kind: "timeout" });
    expect(error()?.message).toBe("cimon.test gave no answer within 15 s");
    await until(() => expect(taken[0]?.destroyed).toBe(true));
  });
});

describe("a server with a certificate of an authority of its own", () => {
  it("is heard where that is trusted", async () => {
    const port = await serve(certificate);
    const { feed, listJobs } = await connect(`https://127.0.0.1:${port}`, {}, authority.cert);
    await until(() => expect(feed.getSnapshot().pipelines).toHaveLength(3));
    expect(await listJobs()).toEqual(FAILED_JOBS);
  });

  it("is not heard where it is not, and is shown no token", async () => {
    const port = await serve(certificate);
    const stranger = await makeAuthority("Stranger");
    const { error } = await connect(`https://127.0.0.1:${port}`, {}, stranger.cert);
    await until(() => expect(error()?.message).toMatch(/certificate of an unknown authority/u));
    expect(error()?.hint).toContain("by --ca");
  });
});
