import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { DemoFault } from "../../src/demo/http-types.ts";
import { startDemo } from "../../src/demo/start-demo.ts";
import { makeFolder } from "../helpers/run-cimon.ts";
import { startTerminal } from "../helpers/terminal.ts";

/**
 * A short fault costs each target one failure or two, so the next try comes within twice the
 * interval of 5 s and its jitter; the rest is for a busy machine.
 */
const RECOVERY_MS = 90_000;

const FAULTS: readonly (readonly [fault: DemoFault, reason: RegExp])[] = [
  [{ kind: "error", status: 503 }, /gh.*HTTP 503/u],
  [{ kind: "reset" }, /gh.*closed the connection/u],
];

describe("a fault switched on and off under a running screen", () => {
  it("keeps the rows, gives the reason, and is over by itself, without a key", async () => {
    const demo = await startDemo({ now: Date.now, seed: 1, vendors: ["github", "gitlab"] });
    onTestFinished(() => demo.close());
    const cwd = makeFolder();
    const config = join(cwd, "cimon.json");
    writeFileSync(config, JSON.stringify(demo.config), { mode: 0o600 });
    const terminal = startTerminal(["--config", config], {
      columns: 160,
      rows: 60,
      cwd,
      env: { HOME: cwd, XDG_CONFIG_HOME: cwd, XDG_CACHE_HOME: cwd },
    });
    const listRows = (lines: readonly string[]) =>
      lines.filter((line) => /^.{1,5}(?:acme|platform|shop|data)\//u.test(line)).length;
    await terminal.waitForText(/acme\/\w/u);
    await terminal.waitForText(/(?:platform|shop|data)\/\w/u);

    for (const [fault, reason] of FAULTS) {
      const rows = listRows(terminal.screen());
      demo.servers.github?.setFault(fault);
      await terminal.waitFor(String(reason), (lines) => lines.some((line) => reason.test(line)));
      // The line of the fault may take the place of one row or two; none else is lost.
      expect(listRows(terminal.screen())).toBeGreaterThanOrEqual(rows - 2);
      expect(terminal.screen().join("\n")).toMatch(/acme\/\w/u);
      demo.servers.github?.setFault(null);
      await terminal.waitFor(
        "the end of the fault",
        (lines) => !lines.some((line) => reason.test(line)),
        RECOVERY_MS,
      );
    }
    expect(listRows(terminal.screen())).toBeGreaterThan(10);
  }, 300_000);
});
