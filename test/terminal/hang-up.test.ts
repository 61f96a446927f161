import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { startTerminal } from "../helpers/terminal.ts";

const PATIENCE = { timeout: 20_000, interval: 50 };

async function start() {
  const folder = await mkdtemp(join(tmpdir(), "cimon-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const log = join(folder, "log");
  const terminal = startTerminal(["demo", "--log-file", log], { env: { XDG_CACHE_HOME: folder } });
  const readLog = () => readFile(log, "utf8").catch(() => "");
  return { terminal, readLog };
}

it.each([
  ["while the table is open", async (rows: Promise<void>) => rows],
  ["before there is a row", async () => {}],
])("ends in order where its terminal goes away %s", async (_when, wait) => {
  const { terminal, readLog } = await start();
  await vi.waitFor(async () => expect(await readLog()).toContain('"msg":"start"'), PATIENCE);
  await wait(terminal.waitForText(/▌/u, 20_000).catch(() => {}));
  terminal.hangUp();
  await vi.waitFor(async () => expect(await readLog()).toContain('"msg":"end"'), PATIENCE);
  expect(await readLog()).not.toMatch(/"level":"(?:fatal|error)"/u);
});
