import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createJsonSchema } from "../../src/config/json-schema.ts";
import { makeFolder, runCimon } from "../helpers/run-cimon.ts";

const SECRET = "ghp_thisTokenMustNeverBeShown000000000000";

const YAML = `interval: 45
theme: light
sources:
  - provider: github
    repos: [acme/api]
    token: { env: GH }
  - provider: jenkins
    name: ci
    url: https://ci.example.com/jenkins/
    user: ${SECRET}
    token: ${SECRET}
  - provider: gitlab
    projects: [a/b]
    token: { env: NOT_SET }
`;

function makeConfig() {
  const cwd = makeFolder();
  writeFileSync(join(cwd, ".cimonrc.yaml"), YAML, { mode: 0o600 });
  const env = { GH: SECRET, HTTPS_PROXY: `http://me:${SECRET}@proxy.example.com:3128` };
  return { cwd, env };
}

describe("cimon config", () => {
  it("tells each value, its origin and its line as JSON, and no secret", async () => {
    const { cwd, env } = makeConfig();
    const { code, stdout, stderr } = await runCimon(["config", "--json"], { cwd, env });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).not.toContain(SECRET.slice(4));
    const { file, origin, needsTrust, values, environment } = JSON.parse(stdout);
    expect([file, origin, needsTrust]).toEqual([join(cwd, ".cimonrc.yaml"), "user", false]);
    const byPath = Object.fromEntries(
      values.map(({ path, ...rest }: { path: string }) => [path, rest]),
    );
    expect(byPath).toMatchObject({
      interval: { value: 45, from: "file", line: 1 },
      theme: { value: "light", from: "file", line: 2 },
      ascii: { value: false, from: "default", line: null },
      "sources[0].url": { value: "https://github.com", from: "default", line: null },
      "sources[0].token": { value: { env: "GH" }, from: "environment", line: 6, isSet: true },
      "sources[1].url": { value: "https://ci.example.com/jenkins", from: "file", line: 9 },
      "sources[1].user": { value: "(not shown)", from: "file", line: 10 },
      "sources[1].token": { value: "(not shown)", from: "file", line: 11 },
      "sources[2].token": { value: { env: "NOT_SET" }, isSet: false },
    });
    expect(environment).toContainEqual({
      name: "HTTPS_PROXY",
      value: "http://***@proxy.example.com:3128",
    });
  });

  it("tells the same in lines for a person", async () => {
    const { cwd, env } = makeConfig();
    const { code, stdout } = await runCimon(["config"], { cwd, env });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\/.*\.cimonrc\.yaml \(your own\)\n\ninterval +45 +file, line 1\n/u);
    expect(stdout).toMatch(/^sources\[0\]\.token +\$GH +environment, by the file, line 6$/mu);
    expect(stdout).toMatch(/^sources\[2\]\.token +\$NOT_SET, which is not set /mu);
    expect(stdout).toMatch(/^sources\[0\]\.branches +all +default$/mu);
    expect(stdout).not.toContain(SECRET.slice(4));
  });

  it("needs no trust to be looked at, and says that it is needed", async () => {
    const { cwd, env } = makeConfig();
    const foreign = YAML.replace(`token: ${SECRET}`, "token: { env: GH }");
    writeFileSync(join(cwd, ".cimonrc.yaml"), foreign);
    const ended = await runCimon(["config"], { cwd, env: { ...env, HOME: makeFolder() } });
    expect([ended.code, ended.stdout]).toEqual([0, expect.stringContaining("cimon trust")]);
  });

  it("prints the schema that is shipped", async () => {
    const { code, stdout } = await runCimon(["config", "--schema"]);
    expect(code).toBe(0);
    const shipped = readFileSync(join(import.meta.dirname, "../../schema.json"), "utf8");
    expect(stdout).toBe(`${JSON.stringify(JSON.parse(shipped), null, 2)}\n`);
    expect(JSON.parse(shipped)).toEqual(createJsonSchema());
    const example = readFileSync(join(import.meta.dirname, "../../.cimonrc.example.json"), "utf8");
    expect(JSON.parse(example).$schema).toBe("./node_modules/cimon/schema.json");
    const { files } = JSON.parse(
      readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"),
    );
    expect(files).toContain("schema.json");
  });

  it("never shows what signs people, programs and hooks in", async () => {
    const cwd = makeFolder();
    const hash = `$scrypt$ln=16,r=8,p=2$c2FsdHNhbHQ$${SECRET}`;
    const server = {
      users: [{ name: "ana", password: hash }],
      key: { file: "key" },
      webhooks: { github: SECRET, jenkins: SECRET },
    };
    const write = (document: object) =>
      writeFileSync(join(cwd, ".cimonrc.json"), JSON.stringify(document), { mode: 0o600 });
    writeFileSync(join(cwd, "key"), SECRET);
    const sources = [{ provider: "github", repos: ["acme/api"] }];
    write({ sources, server });
    for (const args of [["config"], ["config", "--json"]]) {
      const { code, stdout, stderr } = await runCimon(args, { cwd });
      expect([code, stderr]).toEqual([0, ""]);
      expect(stdout).toMatch(/server.*\(not shown\)/su);
      expect(stdout).not.toContain(SECRET.slice(4));
      expect(stdout).not.toContain("scrypt");
    }
    const wrong = [
      { users: [{ name: "ana", password: SECRET }] },
      { key: SECRET },
      { key: { literal: SECRET } },
      { webhooks: { github: `${SECRET} ${SECRET}` } },
      { webhooks: SECRET },
      { users: SECRET },
      { users: [SECRET] },
      { users: [{ name: "ana", password: { env: SECRET } }] },
      SECRET,
    ];
    for (const part of wrong) {
      write({ sources, server: part });
      const { code, stdout, stderr } = await runCimon(["config"], { cwd });
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toContain("server");
      expect(stderr).not.toContain(SECRET.slice(4));
    }
  }, 60_000);

  it("ends with 2 where it is wrong", async () => {
    const cwd = makeFolder();
    writeFileSync(join(cwd, ".cimonrc.yaml"), "sources: 1");
    const { code, stderr } = await runCimon(["config"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/line 1, sources: found the number 1/u);
  });
});
