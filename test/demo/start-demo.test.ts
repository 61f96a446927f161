import { afterEach, describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.ts";
import { parseConfig } from "../../src/config/parse-config.ts";
import { type Demo, startDemo } from "../../src/demo/start-demo.ts";

const START = Date.UTC(2026, 4, 12, 9, 30);
let demo: Demo | null = null;

afterEach(async () => {
  await demo?.close();
  demo = null;
});

async function start(vendors?: readonly ("github" | "gitlab" | "jenkins")[]): Promise<Demo> {
  demo = await startDemo({ now: () => START, ...(vendors === undefined ? {} : { vendors }) });
  return demo;
}

describe("startDemo", () => {
  it("starts three servers on loopback, each on a port of its own", async () => {
    const { servers } = await start();
    const urls = Object.values(servers).map((server) => server.url);
    expect(urls).toHaveLength(3);
    expect(new Set(urls).size).toBe(3);
    for (const url of urls) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+/u);
  });

  it("gives a configuration that passes the check of every other", async () => {
    const { config, servers } = await start();
    const checked = checkConfig(await parseConfig("demo.json", JSON.stringify(config)));
    expect(checked.sources.map((source) => source.provider)).toEqual([
      "github",
      "gitlab",
      "jenkins",
    ]);
    expect(checked.sources.map((source) => source.url)).toEqual([
      servers.github?.url,
      servers.gitlab?.url,
      servers.jenkins?.url,
    ]);
  });

  it("asks for its tokens where a real server would", async () => {
    const { servers } = await start();
    const gitlab = await fetch(`${servers.gitlab?.url}/api/v4/projects`);
    const github = await fetch(`${servers.github?.url}/api/v3/user`);
    const jenkins = await fetch(`${servers.jenkins?.url}/api/json`);
    expect([github.status, jenkins.status]).toEqual([401, 403]);
    // GitLab lists what is public to anybody, and nothing here is.
    expect(gitlab.status === 401 || (await gitlab.text()) === "[]").toBe(true);
  });

  it("starts only what it is asked for, and closes it", async () => {
    const { servers, config, close } = await start(["gitlab"]);
    expect(Object.keys(servers)).toEqual(["gitlab"]);
    expect(config.sources.map((source) => source.provider)).toEqual(["gitlab"]);
    await close();
    demo = null;
    await expect(fetch(`${servers.gitlab?.url}/api/v4/projects`)).rejects.toThrow();
  });
});
