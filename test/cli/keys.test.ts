import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeFolder, runCimon } from "../helpers/run-cimon.ts";

it("ends with 2 where a key would mean two things, and names both, the file and the line", async () => {
  const file = join(makeFolder(), "config.json");
  const sources = [{ provider: "github", repos: ["acme/api"], url: "http://127.0.0.1:9" }];
  writeFileSync(file, JSON.stringify({ sources, keys: { rerun: "r", help: "ctrl-h" } }, null, 2));
  const wrong = await runCimon(["list", "--config", file]);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('keys.help: found "ctrl-h"');

  writeFileSync(file, JSON.stringify({ sources, keys: { rerun: "r" } }, null, 2));
  const twice = await runCimon(["list", "--config", file]);
  expect(twice.code).toBe(2);
  expect(twice.stderr).toMatch(
    /config\.json, line \d+, keys\.rerun: "r" already means "refresh" \(ask the servers now\)/u,
  );
  expect(twice.stderr).toContain("give one of them another key");
});
