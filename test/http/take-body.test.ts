import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { fetchEnd } from "../../src/http/fetch-end.ts";
import { createHttpClient, type HttpExchange } from "../../src/http/http-client.ts";
import { keepTail } from "../../src/http/keep-tail.ts";
import { startServer } from "../helpers/big-log.ts";
import { type ScriptedAnswer, startScriptedServer } from "../helpers/scripted-server.ts";

function connect(deadlineMs: number) {
  const exchanges: HttpExchange[] = [];
  const onExchange = (exchange: HttpExchange) => exchanges.push(exchange);
  return { exchanges, ...createHttpClient({ deadlineMs, now: Date.now, onExchange }) };
}

async function* pieces(...sizes: readonly number[]) {
  let next = 0;
  for (const size of sizes) {
    yield Uint8Array.from({ length: size }, () => next++ % 256);
  }
}

describe("the end of what is read through", () => {
  it.each([
    { sizes: [], max: 4, kept: [], skipped: 0 },
    { sizes: [3], max: 4, kept: [0, 1, 2], skipped: 0 },
    { sizes: [4], max: 4, kept: [0, 1, 2, 3], skipped: 0 },
    { sizes: [9], max: 4, kept: [5, 6, 7, 8], skipped: 5 },
    { sizes: [1, 1, 1, 1, 1, 1], max: 4, kept: [2, 3, 4, 5], skipped: 2 },
    { sizes: [3, 0, 3, 3], max: 4, kept: [5, 6, 7, 8], skipped: 5 },
  ])("of $sizes is $kept", async ({ sizes, max, kept, skipped }) => {
    const tail = await keepTail(pieces(...sizes), max);
    expect([...tail.bytes]).toEqual(kept);
    expect(tail.skipped).toBe(skipped);
  });
});

it("the end of what is read through is the same in whatever pieces it comes", async () => {
  const sizes = fc.array(fc.nat(200_000), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(sizes, fc.integer({ min: 1, max: 300_000 }), async (lengths, max) => {
      const total = lengths.reduce((sum, length) => sum + length, 0);
      const whole = Uint8Array.from({ length: total }, (_, at) => (at * 31 + (at >> 8)) % 256);
      async function* cut() {
        let at = 0;
        for (const length of lengths) {
          yield whole.subarray(at, at + length);
          at += length;
        }
      }
      const { bytes, skipped } = await keepTail(cut(), max);
      expect(skipped).toBe(Math.max(0, total - max));
      expect(Buffer.from(bytes).equals(whole.subarray(skipped))).toBe(true);
    }),
    { numRuns: 40 },
  );
});

describe("a body that is taken piece by piece", () => {
  it("may come for longer than the deadline, but not be silent for as long", async () => {
    let beats = 0;
    const server = await startServer((request, response) => {
      response.writeHead(200, { "content-type": "text/plain" });
      response.write("begin ");
      if (request.url === "/silent") return;
      const timer = setInterval(() => {
        beats += 1;
        response.write("beat ");
        if (beats < 10) return;
        clearInterval(timer);
        response.end("end");
      }, 250);
    });
    onTestFinished(server.close);
    const client = connect(2_000);
    const read = client.fetchThrough(async (body) => (await keepTail(body, 8)).bytes);
    expect(await (await read(`${server.url}/long`)).text()).toBe("beat end");
    await expect(read(`${server.url}/silent`)).rejects.toMatchObject({ kind: "timeout" });
    expect(client.exchanges.map(({ bytes, status }) => [status, bytes])).toEqual([
      [200, 6 + 10 * 5 + 3],
      [200, 6],
    ]);
  });

  it("that is left unread is not downloaded, and its connection is given back", async () => {
    const server = await startScriptedServer(() => ({ body: "x".repeat(1_000) }));
    const client = connect(5_000);
    const leave = client.fetchThrough(async () => new Uint8Array(0));
    for (let round = 0; round < 20; round += 1) {
      expect(await (await leave(server.url)).text()).toBe("");
    }
    expect(client.exchanges.every(({ bytes, error }) => bytes === 0 && error === null)).toBe(true);
  });

  it("is told apart from a fault, which no taker gets", async () => {
    const server = await startScriptedServer(() => ({ status: 500, body: "no" }));
    let taken = 0;
    const read = connect(5_000).fetchThrough(async () => {
      taken += 1;
      return new Uint8Array(0);
    });
    await expect(read(server.url)).rejects.toMatchObject({ status: 500 });
    expect(taken).toBe(0);
  });

  it("that breaks off in the middle is a fault", async () => {
    const server = await startScriptedServer(() => "half");
    const read = connect(5_000).fetchThrough(async (body) => (await keepTail(body, 99)).bytes);
    await expect(read(server.url)).rejects.toMatchObject({ kind: "network" });
  });
});

describe("the end of a file", () => {
  const WHOLE = "0123456789";

  async function ask(answer: (range: string | undefined) => ScriptedAnswer) {
    const server = await startScriptedServer(({ headers }) => answer(headers.range));
    const { fetchThrough } = connect(5_000);
    const part = await fetchEnd(
      (range, take) => fetchThrough(take)(server.url, range === null ? {} : { headers: { range } }),
      4,
    );
    const ranges = server.requests.map(({ headers }) => headers.range);
    return { start: part.start, text: Buffer.from(part.bytes).toString(), ranges };
  }

  it("is what is asked for, where a server knows parts", async () => {
    const found = await ask(() => ({
      status: 206,
      headers: { "content-range": "bytes 6-9/10" },
      body: "6789",
    }));
    expect(found).toEqual({ start: 6, text: "6789", ranges: ["bytes=-4"] });
  });

  it("is cut off where a server sends all", async () => {
    const found = await ask(() => ({ body: WHOLE }));
    expect(found).toEqual({ start: 6, text: "6789", ranges: ["bytes=-4"] });
  });

  it("is asked for by its first byte where a server wants that", async () => {
    const found = await ask((range) =>
      range === "bytes=6-"
        ? { status: 206, headers: { "content-range": "bytes 6-9/10" }, body: "6789" }
        : { headers: { "accept-ranges": "bytes", "content-length": "10" }, body: WHOLE },
    );
    expect(found).toEqual({ start: 6, text: "6789", ranges: ["bytes=-4", "bytes=6-"] });
  });

  it.each([400, 416])(
    "is read through where a server answers %i, as of an empty file",
    async (status) => {
      const found = await ask((range) => (range === undefined ? { body: "" } : { status }));
      expect(found).toEqual({ start: 0, text: "", ranges: ["bytes=-4", undefined] });
    },
  );

  it("is read through where a part does not say which it is", async () => {
    const found = await ask((range) =>
      range === undefined ? { body: WHOLE } : { status: 206, body: "??" },
    );
    expect(found).toEqual({ start: 6, text: "6789", ranges: ["bytes=-4", undefined] });
  });
});
