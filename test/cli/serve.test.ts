import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startDemo } from "../../src/demo/start-demo.ts";
import { makeFolder, type RunOptions, runCimon } from "../helpers/run-cimon.ts";

async function startWorld(): Promise<{ config: string; cwd: string }> {
  const demo = await startDemo({ seed: 1, speed: 1, now: Date.now });
  onTestFinished(() => demo.close());
  const cwd = makeFolder();
  const config = join(cwd, "config.json");
  writeFileSync(config, JSON.stringify(demo.config), { mode: 0o600 });
  return { config, cwd };
}

/** Runs a server until it listens, then lets the test speak to it, and ends it by SIGTERM. */
async function serve(args: readonly string[], cwd: string, talk: (url: string) => Promise<void>) {
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
    runCimon(["serve", "--port", "0", ...args], { cwd, onStart, onOutput }).then(resolve, reject);
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
