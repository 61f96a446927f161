import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/config/config-error.ts";
import { parseConfig } from "../../src/config/parse-config.ts";

function messageOf(file: string, text: string): string {
  try {
    parseConfig(file, text);
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
  ])("reads %s and knows the lines", (_kind, file, text) => {
    const document = parseConfig(file, text);
    expect(document.value).toEqual({ sources: [{ provider: "github" }] });
    expect(document.lineOf(["sources", 0, "provider"])).toBe(3);
    expect(document.lineOf(["sources", 0, "repos"])).toBe(3);
    expect(document.lineOf(["sources", 7])).toBe(document.lineOf(["sources"]));
  });

  it("follows an anchor to the line it stands on", () => {
    const document = parseConfig("a.yaml", "token: &t\n  env: A\nsources:\n  - token: *t\n");
    expect(document.value).toMatchObject({ sources: [{ token: { env: "A" } }] });
    expect(document.lineOf(["sources", 0, "token", "env"])).toBe(2);
  });

  it("reads a key of a package.json by the lines of the whole file", () => {
    const text = '{\n  "name": "x",\n  "cimon": {\n    "ascii": 1\n  }\n}';
    const document = parseConfig("package.json", text, ["cimon"]);
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
  ])("says where %s is broken: %j", (file, text, message) => {
    expect(messageOf(file, text)).toContain(message);
    expect(messageOf(file, text)).not.toContain("s3cret");
  });

  it("refuses aliases that multiply without end", () => {
    const rows = Array.from(
      { length: 9 },
      (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`,
    );
    expect(messageOf("a.yaml", `a0: &a0 [x]\n${rows.join("\n")}\n`)).toContain("broken YAML");
  });
});
