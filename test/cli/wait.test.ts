import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { RunOptions } from "../helpers/run-cimon.ts";
import { startTerminal } from "../helpers/terminal.ts";
import { type DemoPlace, makeDemoPlace, startRun } from "./demo-place.ts";

const HOUR = 3_600_000;

/** Calls back once the program has asked for runs, which is when it has begun to wait. */
function onceAsked({ demo }: DemoPlace, callback: () => void): Pick<RunOptions, "onStart"> {
  const countAsked = () =>
    demo.servers.github?.requests.filter(({ path }) => path.endsWith("/runs")).length ?? 0;
  const before = countAsked();
  const onStart = () => {
    const timer = setInterval(() => {
      if (countAsked() === before) return;
      clearInterval(timer);
      callback();
    }, 20);
  };
  return { onStart };
}

describe("cimon wait", { timeout: 60_000 }, () => {
  it("waits until a running run has passed, and tells each change in a line", async () => {
    const place = await makeDemoPlace();
    const { run, args } = startRun(place);
    const { code, stdout, stderr } = await place.run(
      ["wait", ...args],
      onceAsked(place, () => place.advance(HOUR)),
    );
    const { outcome } = place.demo.world.run(run.id) ?? {};
    expect([outcome, code, stderr]).toEqual(["success", 0, ""]);
    expect(stdout).toMatch(/^\S (?:queued|running) +acme\/\S+ \S+ .+ #\d+/u);
    expect(stdout).toMatch(/\n✓ success +acme\/\S+ .+ in \d+/u);
    expect(stdout).toMatch(/\n✓ (?:the run|all \d runs) passed, waited \d+s\n$/u);
    expect(stdout).not.toContain("\u001b");
  });

  it("ends with 1 where a run was cancelled, and prints one document with --json", async () => {
    const place = await makeDemoPlace();
    const { run, args } = startRun(place);
    const { code, stdout } = await place.run(
      ["wait", ...args, "--json"],
      onceAsked(place, () => place.demo.world.cancel(run.id)),
    );
    expect(code).toBe(1);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({
      outcome: "failed",
      exitCode: 1,
      sha: run.commit.sha.slice(0, 9),
    });
    expect(document.runs).toContainEqual(
      expect.objectContaining({ id: String(run.id), status: "cancelled" }),
    );
  });

  it("ends with 4 where nothing starts in time", async () => {
    const place = await makeDemoPlace();
    const args = ["wait", "--repo", "acme/web", "--sha", "0000feed", "--start-timeout", "0"];
    const { code, stdout, stderr } = await place.run(args);
    expect([code, stdout]).toEqual([4, ""]);
    expect(stderr).toMatch(/^cimon: no run of 0000fee has started within 0s\n {2}→ push/u);
  });

  it("ends with 8 where a run has not ended in time", async () => {
    const place = await makeDemoPlace();
    const { args } = startRun(place);
    const { code, stderr } = await place.run(["wait", ...args, "--timeout", "1.5"]);
    expect(code).toBe(8);
    // A machine that is slow enough has not even seen it start.
    expect(stderr).toMatch(/(?:1 of \d \(acme.*\) did not end|has started) within 1s\n {2}→ /u);
  });

  it("ends with 3 where its repository cannot be read", async () => {
    const place = await makeDemoPlace();
    place.demo.servers.github?.setFault({ kind: "error", status: 401 });
    const { code, stderr } = await place.run(["wait", "--repo", "acme/web", "--branch", "main"]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^cimon: gh.*401/u);
  });

  it("ends with 130 by ctrl-c", async () => {
    const place = await makeDemoPlace();
    const { args } = startRun(place);
    let send: (name: NodeJS.Signals) => void = () => {};
    const { onStart } = onceAsked(place, () => send("SIGINT"));
    const ended = place.run(["wait", ...args], {
      onStart(signal) {
        send = signal;
        onStart?.(signal);
      },
    });
    expect((await ended).code).toBe(130);
  });

  it.each([
    [[], /nothing to wait for.*no git repository/u],
    [["--sha", "no-such-name"], /--sha: "no-such-name"/u],
    [["--sha", "abc123", "--timeout", "soon"], /--timeout: "soon" is no duration/u],
  ])("with %j ends with 2 and a next step", async (args, sentence) => {
    const place = await makeDemoPlace();
    const { code, stdout, stderr } = await place.run(["wait", ...args]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(sentence);
    expect(stderr).toMatch(/→ \S/u);
  });

  it("waits by itself for the commit of the working directory, in the repository of its remote alone", async () => {
    const place = await makeDemoPlace();
    const git = (...args: string[]) =>
      execFileSync("git", args, {
        cwd: place.folder,
        encoding: "utf8",
        env: {
          PATH: process.env.PATH,
          GIT_CONFIG_NOSYSTEM: "1",
          GIT_CONFIG_GLOBAL: "/dev/null",
          ...{ GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@b.c" },
          ...{ GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@b.c" },
        },
      }).trim();
    git("init", "--quiet");
    git("commit", "--quiet", "--allow-empty", "-m", "x");
    git("remote", "add", "origin", `${place.demo.servers.github?.url}/acme/web.git`);
    const { code, stderr } = await place.run(["wait", "--start-timeout", "0"]);
    expect(code).toBe(4);
    const paths = place.demo.servers.github?.requests.map(({ path }) => path) ?? [];
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !path.includes("/repos/acme/web/"))).toEqual([]);
    expect(stderr).toContain(`no run of ${git("rev-parse", "HEAD").slice(0, 7)} has started`);
  });

  it("shows on a terminal one line that says how it goes, and takes it away at the end", async () => {
    const place = await makeDemoPlace();
    const { run, args } = startRun(place);
    const terminal = startTerminal(["wait", ...args], { env: place.env, cwd: place.folder });
    await terminal.waitForText(/[●◌◆] .*(?:acme|running|queued)/u, 30_000);
    place.advance(HOUR);
    expect(await terminal.exited).toBe(0);
    await terminal.waitForText(/passed, waited/u);
    const lines = terminal.screen().filter((line) => line !== "");
    expect(lines.filter((line) => line.includes(`#${run.number}`))).toHaveLength(1);
    expect(lines.join("\n")).not.toMatch(/running|queued/u);
  }, 60_000);
});
