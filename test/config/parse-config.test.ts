import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/config/config-error.ts";
import { parseConfig } from "../../src/config/parse-config.ts";

async function messageOf(file: string, text: string): Promise<string> {
  try {
    await parseConfig(file, text);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "";
}

describe("parseConfig", () => {
  it.each([
    ["JSON", ".cimonrc.json", '\ufeff{\n\t"sources": [\n\t\t{ "provider": "github" }\n\t]\n}'],
    ["YAML", ".cimonrc.yaml", "# mine\nsources:\n  - provider: github\n"],
    ["JSON without an ending", ".cimonrc", '{ "sources":\n\n[{ "provider": "github" }] }'],
  ])("reads %s and knows the lines", async (_kind, file, text) => {
    const document = await parseConfig(file, text);
    expect(document.value).toEqual({ sources: [{ provider: "github" }] });
    expect(document.lineOf(["sources", 0, "provider"])).toBe(3);
    expect(document.lineOf(["sources", 0, "repos"])).toBe(3);
    expect(document.lineOf(["sources", 7])).toBe(document.lineOf(["sources"]));
  });

  it("follows an anchor to the line it stands on", async () => {
    const document = await parseConfig("a.yaml", "token: &t\n  env: A\nsources:\n  - token: *t\n");
    expect(document.value).toMatchObject({ sources: [{ token: { env: "A" } }] });
    expect(document.lineOf(["sources", 0, "token", "env"])).toBe(2);
  });

  it("reads a key of a package.json by the lines of the whole file", async () => {
    const text = '{\n  "name": "x",\n  "cimon": {\n    "ascii": 1\n  }\n}';
    const document = await parseConfig("package.json", text, ["cimon"]);
    expect(document.value).toEqual({ ascii: 1 });
    expect(document.lineOf(["ascii"])).toBe(4);
  });

  it.each([
    [
      "a.json",
      '{\n  "sources": [],\n}',
      "a.json, line 3: column 1: broken JSON: found }; JSON takes no comma after the last item",
    ],
    [
      "a.json",
      '{\n  "token": "s3cret\n}',
      "a.json, line 2: column 12: broken JSON: this string has no closing quote",
    ],
    ["a.json", '{\n  "a": 1,\n  "a": 2\n}', "a.json, line 3: column 3: this key stands twice"],
    ["a.json", '[{"a": 1}, {"b": {}, "\\u0062": 2}]', "line 1: column 22: this key stands twice"],
    ["a.json", '{"a": 1, "a": 2,}', "column 17: broken JSON: found }"],
    ["a.json", "sources: []", "a.json, line 1: column 1: broken JSON: this is no JSON value"],
    [
      "a.yaml",
      "repos:\n  - !acme/s3cret\n",
      'a.yaml, line 2: column 5: broken YAML: a text that begins with ! needs quotes, as in "!acme/old"',
    ],
    [
      "a.yaml",
      "repos:\n  - */s3cret\n",
      "a.yaml, line 2: column 5: broken YAML: a text that begins with * needs quotes",
    ],
    [
      "a.yaml",
      "token: s3cret: x\n",
      "a.yaml, line 1: column 8: broken YAML: there is a second colon here",
    ],
    [
      "a.yaml",
      'a: 1\ntoken: "s3cret\n',
      "a.yaml, line 3: column 1: broken YAML: a quote, bracket, comma or space is missing here",
    ],
    ["a.yaml", "a: 1\n---\nb: 2\n", "broken YAML: only one document is allowed"],
    ["a.json", "  \n", "a.json: the file is empty"],
  ])("says where %s is broken: %j", async (file, text, message) => {
    expect(await messageOf(file, text)).toContain(message);
    expect(await messageOf(file, text)).not.toContain("s3cret");
  });

  it("refuses aliases that multiply without end", async () => {
    const rows = Array.from(
      { length: 9 },
      (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`,
    );
    expect(await messageOf("a.yaml", `a0: &a0 [x]\n${rows.join("\n")}\n`)).toContain("broken YAML");
  });
});
