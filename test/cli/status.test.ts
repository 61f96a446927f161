import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { findSnapshotPath } from "../../src/cli/watched-files.ts";
import { loadWatched } from "../../src/config/load-watched.ts";
import type { Pipeline } from "../../src/model/pipeline.ts";
import { encodeSnapshot } from "../../src/store/snapshot-format.ts";
import { makePipeline, makeRun } from "../helpers/make-run.ts";
import { makeFolder, runCimon } from "../helpers/run-cimon.ts";
import { BIN, startTerminal } from "../helpers/terminal.ts";
import { makeDemoPlace } from "./demo-place.ts";

const SOURCES = [
  // The variable is never set: whoever reads only a snapshot needs no token.
  { provider: "github", name: "gh", repos: ["acme/*"], token: { env: "NOT_SET" } },
  { provider: "gitlab", name: "lab", projects: ["team/*"] },
];

const ROWS = [
  makePipeline(makeRun({ id: "1", status: "failed" })),
  makePipeline(makeRun({ id: "2", status: "running", workflow: "e2e", branch: "dev" })),
  makePipeline(makeRun({ id: "3", repo: "acme/web" })),
  makePipeline(makeRun({ id: "4", source: "lab", provider: "gitlab", repo: "team/app" })),
];

/** A home with a configuration and a snapshot that was right so many seconds ago. */
async function makeHome(
  ageSec: Readonly<Record<string, number>> = { gh: 3, lab: 20 },
  rows: readonly Pipeline[] = ROWS,
) {
  const folder = makeFolder();
  const env = { XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder };
  writeFileSync(join(folder, ".cimonrc.json"), JSON.stringify({ sources: SOURCES }));
  const { file, sources } = await loadWatched({ cwd: folder, home: folder, env });
  const path = findSnapshotPath(join(folder, "cimon"), { file, sources, repos: [], branches: [] });
  const before = (sec: number) => new Date(Date.now() - sec * 1_000).toISOString();
  const targets = Object.entries(ageSec).map(([source, sec]) => ({
    source,
    id: `${source}/target`,
    url: "https://example.com",
    cursor: "x".repeat(100_000),
    lastOkAt: before(sec),
  }));
  mkdirSync(dirname(path), { recursive: true });
  const state = { savedAt: before(1), pipelines: rows, targets };
  writeFileSync(path, [...encodeSnapshot(state)].join(""));
  return {
    folder,
    env,
    run: (...args: readonly string[]) => runCimon(["status", ...args], { cwd: folder, env }),
  };
}

const QUICK = ["quick", "narrowed", "globs", "fuzzy"].map((name) => `dist/${name}.js`);

describe("cimon status", { timeout: 60_000 }, () => {
  it("tells in one line what the snapshot holds, with neither colours nor a token", async () => {
    const { run } = await makeHome();
    expect(await run()).toEqual({
      code: 0,
      stdout: "✗ 1 failing  ● 1 running  ✓ 2 passing\n",
      stderr: "",
    });
    expect((await run("--ascii")).stdout).toBe("x 1 failing  * 1 running  + 2 passing\n");
  });

  it("gives tmux its own colours, or none", async () => {
    const { run } = await makeHome();
    const painted = await run("--format", "tmux");
    expect(painted.stdout).toBe(
      "#[fg=red,bold]✗ 1#[default] #[fg=cyan]● 1#[default] #[fg=green]✓ 2#[default]\n",
    );
    expect((await run("--format", "tmux", "--no-color")).stdout).toBe("✗ 1 ● 1 ✓ 2\n");
  });

  it("prints a document of one line for a program", async () => {
    const { run } = await makeHome();
    const { stdout } = await run("--format", "json");
    expect(stdout.trim().split("\n")).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({
      isOld: false,
      rows: 4,
      counts: { failed: 1, running: 1, success: 2, queued: 0, skipped: 0 },
      sources: [
        { name: "gh", isOld: false },
        { name: "lab", isOld: false },
      ],
    });
  });

  it.each([
    [["--filter", "status:failed"], "✗ 1 failing\n"],
    [["--filter", "actor:nobody"], "no runs\n"],
    [["--branch", "d*"], "● 1 running\n"],
    [["--repo", "acme/w*"], "✓ 1 passing\n"],
    [["--source", "lab"], "✓ 1 passing\n"],
    [["--source", "gh", "--filter", "branch:main"], "✗ 1 failing  ✓ 1 passing\n"],
  ])("is narrowed by %j", async (args, line) => {
    const { run } = await makeHome();
    expect(await run(...args)).toEqual({ code: 0, stdout: line, stderr: "" });
  });

  it.each([
    [[], "✗ 1 failing  ● 1 running  ✓ 2 passing\n"],
    [["--filter", "web"], "✓ 1 passing\n"],
    [["--repo", "acme/w*"], "✓ 1 passing\n"],
  ])("asked twice, loads four small files at most: %j", async (args, line) => {
    const { folder, env, run } = await makeHome();
    expect((await run(...args)).stdout).toBe(line);
    const program = makeFolder();
    writeFileSync(join(program, "package.json"), '{ "type": "module" }');
    for (const file of ["bin/cimon.js", ...QUICK]) {
      mkdirSync(dirname(join(program, file)), { recursive: true });
      copyFileSync(join(dirname(BIN), "..", file), join(program, file));
    }
    const again = execFileSync(
      process.execPath,
      [join(program, "bin/cimon.js"), "status", ...args],
      { cwd: folder, env: { HOME: folder, ...env }, encoding: "utf8" },
    );
    expect(again).toBe(line);
  });

  it("says how old a source is that has long not been read, and which never was", async () => {
    const { run } = await makeHome({ gh: 5, lab: 7_300 });
    expect((await run()).stdout).toMatch(/passing {2}lab 2h old\n$/u);
    const never = await makeHome({ gh: 5 });
    expect((await never.run()).stdout).toMatch(/passing {2}lab not read\n$/u);
  });

  it("is as old as the source that is asked for, not as its neighbours", async () => {
    const { run } = await makeHome({ gh: 5, lab: 7_300 });
    expect((await run("--max-age", "10m")).code).toBe(0);
    expect((await run("--max-age", "10m", "--source", "lab")).code).toBe(4);
    expect((await run("--source", "lab")).stdout).toBe("✓ 1 passing  2h old\n");
  });

  it("says how old all of it is, and refuses what is older than it may be", async () => {
    const { run } = await makeHome({ gh: 700, lab: 7_300 });
    expect((await run()).stdout).toMatch(/passing {2}11m old\n$/u);
    expect((await run("--max-age", "20m")).code).toBe(0);
    const { code, stdout, stderr } = await run("--max-age", "10m", "--format", "tmux");
    expect([code, stdout]).toEqual([4, ""]);
    expect(stderr).toMatch(/^cimon: what is known is 70\d s old\n {2}→ leave cimon open/u);
  });

  it("ends with 4 where nothing is known of this configuration, also after it was changed", async () => {
    const { folder, run } = await makeHome();
    expect((await run()).code).toBe(0);
    writeFileSync(join(folder, ".cimonrc.json"), JSON.stringify({ sources: [SOURCES[0]] }));
    const { code, stdout, stderr } = await run();
    expect([code, stdout]).toEqual([4, ""]);
    expect(stderr).toMatch(/^cimon: there is no snapshot .*\n {2}→ /u);
  });

  it("does not go by a configuration that another one has come before", async () => {
    const { folder, run } = await makeHome();
    expect((await run()).code).toBe(0);
    writeFileSync(join(folder, ".cimonrc"), "sources: [{ provider: gitlab, projects: [a/b] }]");
    expect((await run()).stderr).toContain("there are two configurations here");
  });

  it("is not misled by a broken snapshot, nor by a broken memory of where one lies", async () => {
    const { folder, run } = await makeHome();
    writeFileSync(join(folder, "cimon", "status-places.json"), '[{"key":1},null');
    expect((await run()).code).toBe(0);
    const other = makeFolder();
    writeFileSync(join(other, ".cimonrc.json"), JSON.stringify({ sources: SOURCES }));
    expect((await runCimon(["status"], { cwd: other })).code).toBe(4);
  });

  it.each([
    [["--format", "xml"], /--format.*xml.*plain, tmux, json/u],
    [["--max-age", "soon"], /--max-age: "soon" is no duration[\s\S]*→/u],
    [["--filter", "actor:@me"], /actor:@me[\s\S]*→ write your login/u],
    [["--filter", "colour:red"], /--filter: colour/u],
    [["--source", "la"], /no source "la"[\s\S]*did you mean "lab"/u],
  ])("with %j ends with 2", async (args, sentence) => {
    const { run } = await makeHome();
    const { code, stdout, stderr } = await run(...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(sentence);
  });
});

it("shows what a live table has seen, and asks nobody", async () => {
  const place = await makeDemoPlace();
  const table = startTerminal([], { cwd: place.folder, env: place.env, rows: 80 });
  await table.waitForText(/✓ \d+ passing/u, 30_000);
  await table.waitFor("every repository", () => !table.screen()[0]?.includes("asked"), 30_000);
  const [, failing] = table.screen()[0]?.match(/✗ (\d+) failing/u) ?? [];
  table.press("q");
  expect(await table.exited).toBe(0);
  place.demo.servers.github?.clearRequests();
  const { code, stdout, stderr } = await place.run(["status"]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(new RegExp(`^✗ ${failing} failing .*✓ \\d+ passing\n$`, "u"));
  expect(place.demo.servers.github?.requests).toEqual([]);
}, 60_000);
