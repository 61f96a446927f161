import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeFolder, runCimon } from "../helpers/run-cimon.ts";
import { makeDemoPlace, startRun } from "./demo-place.ts";
import { listSchema, runSchema, statusSchema, waitSchema } from "./document-schemas.ts";

const HOUR = 3_600_000;

const VENDORS = ["github", "gitlab", "jenkins"] as const;

describe("what programs read", { timeout: 60_000 }, () => {
  it("is documented by examples that are sound", () => {
    const text = readFileSync(join(import.meta.dirname, "../../docs/json.md"), "utf8");
    const examples = [...text.matchAll(/```json\n(.*?)```/gsu)].map((match) =>
      JSON.parse(match[1] ?? ""),
    );
    expect(examples).toHaveLength(3);
    [listSchema, waitSchema, statusSchema].forEach((schema, index) => {
      schema.parse(examples[index]);
    });
  });

  it("has the documented shape for runs of all vendors, as a document and line by line", async () => {
    const place = await makeDemoPlace(VENDORS);
    const [document, lines] = await Promise.all([
      place.run(["list", "--json"]),
      place.run(["list", "--ndjson"]),
    ]);
    const { runs } = listSchema.parse(JSON.parse(document.stdout));
    expect(new Set(runs.map(({ provider }) => provider))).toEqual(new Set(VENDORS));
    const read = lines.stdout.trim().split("\n");
    expect(read).toHaveLength(runs.length);
    for (const line of read) runSchema.parse(JSON.parse(line));
  });

  it("has it as well where a source cannot be read", async () => {
    const place = await makeDemoPlace();
    place.demo.servers.github?.setFault({ kind: "error", status: 401 });
    const [list, wait] = await Promise.all([
      place.run(["list", "--json"]),
      place.run(["wait", "--branch", "main", "--json"]),
    ]);
    expect(listSchema.parse(JSON.parse(list.stdout)).sources[0]?.error?.kind).toBe("auth");
    expect(waitSchema.parse(JSON.parse(wait.stdout)).outcome).toBe("unreadable");
    expect([list.code, wait.code]).toEqual([3, 3]);
  });

  it("has it for a wait that passes time, and tells a person of it on stderr alone", async () => {
    const place = await makeDemoPlace();
    const { args } = startRun(place);
    const { code, stdout, stderr } = await place.run(["wait", ...args, "--timeout", "1", "--json"]);
    expect(waitSchema.parse(JSON.parse(stdout))).toMatchObject({ outcome: "timed-out" });
    expect(code).toBe(8);
    expect(stderr).toMatch(/^cimon: .* within 1s\n {2}→ give a longer --timeout$/mu);
  });
});

describe("what is piped", { timeout: 60_000 }, () => {
  it("holds neither colours nor other codes, even where a terminal is named", async () => {
    const place = await makeDemoPlace(VENDORS);
    const env = { TERM: "xterm-256color", COLORTERM: "truecolor" };
    const { args } = startRun(place);
    place.advance(HOUR);
    const outputs = await Promise.all([
      place.run([], { env }),
      place.run(["list"], { env }),
      place.run(["wait", ...args], { env }),
      place.run(["demo"], { env }),
      place.run(["help", "keys"], { env }),
    ]);
    for (const { stdout, stderr } of outputs) {
      expect(stdout).not.toBe("");
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/u);
    }
    expect(outputs.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
  });

  it("stands in the same columns however wide the terminal is said to be", async () => {
    const place = await makeDemoPlace(VENDORS);
    const [narrow, wide] = await Promise.all([
      place.run(["list"], { env: { COLUMNS: "40" } }),
      place.run(["list"], { env: { COLUMNS: "400" } }),
    ]);
    const [titles = "", ...rows] = narrow.stdout.trimEnd().split("\n");
    expect(wide.stdout.startsWith(`${titles}\n`)).toBe(true);
    const status = titles.indexOf("STATUS");
    expect(rows.length).toBeGreaterThan(50);
    for (const row of rows) expect(row.slice(status)).toMatch(/^[a-z]/u);
  });

  it.each([
    [["list"]],
    [["list", "--ndjson"]],
    [["wait", "--branch", "main", "--timeout", "2"]],
    [["help", "keys"]],
    [["completion", "zsh"]],
    [["--help"]],
  ])("ends quietly when its reader has gone: %j", async (args) => {
    const place = await makeDemoPlace();
    const { stderr } = await place.run(args, { closeStdout: true });
    expect(stderr).not.toMatch(/EPIPE|Error|at .*:\d+/u);
  });
});

it("an error is one sentence and a next step on stderr, and nothing else", async () => {
  const cwd = makeFolder();
  writeFileSync(join(cwd, ".cimonrc.json"), "{}");
  for (const command of ["list", "wait", "status"]) {
    const { code, stdout, stderr } = await runCimon([command], { cwd });
    expect([command, code, stdout]).toEqual([command, 2, ""]);
    expect(stderr).toMatch(/^cimon: .+\n {2}→ .+\n$/u);
  }
});
