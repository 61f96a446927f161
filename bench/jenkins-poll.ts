import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createHttpClient } from "../src/http/http-client.ts";
import { createProvider } from "../src/providers/registry.ts";
import { type Bench, limitRow } from "./bench-row.ts";
import { median } from "./statistics.ts";

const JOBS = 300;
const POLLS = 9;

function describeJenkins(startMs: number): object {
  const jobs = Array.from({ length: JOBS }, (_, index) => {
    const build = (number: number) => ({
      number,
      building: false,
      result: (index + number) % 9 === 0 ? "FAILURE" : "SUCCESS",
      timestamp: startMs - (21 - number) * 3_600_000,
      duration: 252_000,
    });
    const actions = [
      { causes: [{ userId: "ana", userName: "Ana" }] },
      { lastBuiltRevision: { SHA1: "9f31c0e5d2b1", branch: [{ name: "origin/main" }] } },
    ];
    const builds = Array.from({ length: 20 }, (_, past) => build(20 - past));
    return {
      _class: "hudson.model.FreeStyleProject",
      name: `job-${index}`,
      fullName: `job-${index}`,
      url: `http://jenkins.invalid/job/job-${index}/`,
      color: "blue",
      buildable: true,
      inQueue: false,
      nextBuildNumber: 21,
      builds,
      lastBuild: { ...build(20), actions, changeSet: { items: [] } },
    };
  });
  return { _class: "hudson.model.Hudson", jobs };
}

/** A whole Jenkins is one question. */
export const benchJenkins: Bench = {
  name: "jenkins",
  async run() {
    const body = JSON.stringify(describeJenkins(Date.now()));
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.writeHead(200, { "content-type": "application/json" }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const http = createHttpClient({ deadlineMs: 15_000, now: Date.now });
      const account = { source: "ci", user: "robin", token: "11".repeat(17), jobs: [] };
      const provider = await createProvider({
        ...account,
        provider: "jenkins",
        url,
        http,
        now: Date.now,
      });
      const { signal } = new AbortController();
      const [target] = await provider.discoverTargets(signal);
      if (!target) throw new Error("no target");
      const counts: number[] = [];
      const times: number[] = [];
      let rows = 0;
      for (let poll = 0; poll < POLLS; poll += 1) {
        const before = requests;
        const startedMs = performance.now();
        const { runs } = await provider.listRuns({ target, cursor: null, unfinished: [], signal });
        times.push(performance.now() - startedMs);
        counts.push(requests - before);
        rows = new Set(runs.map(({ repo }) => repo)).size;
      }
      if (rows !== JOBS) throw new Error(`${rows} jobs read instead of ${JOBS}`);
      const most = Math.max(...counts);
      const kilobytes = Math.round(body.length / 1024);
      return [
        limitRow(`poll of ${JOBS} Jenkins jobs, 20 builds each`, most, 1, {
          measured: `${most} request, ${median(times).toFixed(0)} ms, ${kilobytes} KB`,
          goal: "one request",
        }),
      ];
    } finally {
      server.closeAllConnections();
      server.close();
    }
  },
};
