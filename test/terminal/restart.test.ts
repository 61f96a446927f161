import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startDemo } from "../../src/demo/start-demo.ts";
import { makeFolder } from "../helpers/run-cimon.ts";
import { startTerminal } from "../helpers/terminal.ts";

const REPOSITORIES = 11;

/** How many targets the snapshot below a cache folder has a cursor of; its second line lists them. */
function countCursors(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const path = files.find((name) => /snapshot-[0-9a-f]{16}\.json$/u.test(name));
  if (path === undefined) return 0;
  const [, targets = "[]"] = readFileSync(join(folder, path), "utf8").split("\n");
  const cursors = JSON.parse(targets).map((target: readonly unknown[]) => target[3]);
  return cursors.filter((cursor: unknown) => cursor !== null).length;
}

/** A world in which nothing happens, and the way to open cimon over it, time and again. */
async function startStillWorld() {
  const startMs = Date.now();
  const demo = await startDemo({ seed: 1, speed: 1, now: () => startMs, vendors: ["github"] });
  onTestFinished(() => demo.close());
  const home = makeFolder();
  const config = join(home, "config.json");
  writeFileSync(config, JSON.stringify(demo.config), { mode: 0o600 });
  const open = (...args: string[]) =>
    startTerminal(["--config", config, ...args], {
      columns: 120,
      rows: 80,
      env: { HOME: home, XDG_CACHE_HOME: home },
    });
  return { demo, home, open };
}

it("shows the rows of the last start at once, asks whether they hold, and keeps them while nobody answers", async () => {
  // All that is asked again can be answered with 304.
  const { demo, home, open } = await startStillWorld();
  const server = demo.servers.github;
  if (!server) throw new Error("no server");

  const first = open();
  await first.waitForText(/acme\/web +main +CI/u);
  // An answer on the wire is not yet one that is kept: only what is on disk can be asked about again.
  await first.waitFor("every repository kept", () => countCursors(home) === REPOSITORIES, 30_000);
  first.press("q");
  expect(await first.exited).toBe(0);

  server.clearRequests();
  const second = open();
  await second.waitForText(/acme\/web +main +CI/u);
  await second.waitFor(
    "answers",
    () => server.requests.filter(({ path }) => path.endsWith("/runs")).length >= REPOSITORIES,
  );
  const polls = server.requests.filter(({ path }) => path.endsWith("/actions/runs"));
  expect(new Set(polls.map(({ status }) => status))).toEqual(new Set([304]));
  second.press("q");
  expect(await second.exited).toBe(0);

  await server.close();
  const third = open();
  await third.waitForText(/acme\/web +main +CI +\w+\?/u);
  await third.waitForText("refused the connection");
  third.press("q");
  expect(await third.exited).toBe(0);
}, 60_000);

it("starts again with the filter, the order and the marks it was left with, and lets --filter go before", async () => {
  const { home, open } = await startStillWorld();
  const first = open();
  await first.waitForText(/acme\/web +main +CI/u);
  first.press("/repo:acme/web\r");
  await first.waitFor("the filter", (lines) => /\/ repo:acme\/web$/u.test(lines[1] ?? ""));
  first.press("pss");
  await first.waitForText("sorted by repo");
  first.press("q");
  expect(await first.exited).toBe(0);
  const kept = readdirSync(join(home, "cimon")).filter((name) => name.startsWith("screen-"));
  expect(kept).toHaveLength(1);

  const second = open();
  await second.waitForText(/▴acme\/web/u);
  expect(second.screen()[1]).toMatch(/\/ repo:acme\/web$/u);
  expect(second.screen().join("\n")).not.toContain("acme/api");
  await second.waitForText("REPO ↓");
  second.press("0q");
  expect(await second.exited).toBe(0);

  const third = open("--filter", "repo:acme/api");
  await third.waitFor("the filter", (lines) => /\/ repo:acme\/api$/u.test(lines[1] ?? ""));
  third.press("q");
  expect(await third.exited).toBe(0);

  // What the command line asked for was for that time only.
  const fourth = open();
  await fourth.waitForText(/acme\/api +main +CI/u);
  await fourth.waitForText(/▴acme\/web/u);
  fourth.press("q");
  expect(await fourth.exited).toBe(0);
}, 90_000);
