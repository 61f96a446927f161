import { chmod, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { ConfigError } from "../../src/config/config-error.ts";
import { type LoadConfigOptions, loadConfig } from "../../src/config/load-config.ts";
import { makeAuthority } from "../helpers/certificates.ts";
import { createFolder } from "./temporary-folder.ts";

const SOURCES = [{ provider: "github", repos: ["acme/api"] }];
const JSON_TEXT = JSON.stringify({ sources: SOURCES });
const YAML_TEXT = "sources:\n  - provider: github\n    repos: [acme/api]\n";

/** Loads with nothing of this machine: no variables, no home, no programs. */
function load(options: Pick<LoadConfigOptions, "cwd"> & Partial<LoadConfigOptions>) {
  return loadConfig({ env: {}, home: "/nobody", run: async () => null, ...options });
}

async function errorOf(loading: Promise<unknown>): Promise<ConfigError> {
  const error = await loading.then(
    () => new Error("loaded"),
    (reason: unknown) => reason,
  );
  if (error instanceof ConfigError) return error;
  throw error;
}

describe("loadConfig finds the file", () => {
  it.each([
    [".cimonrc", JSON_TEXT],
    [".cimonrc", YAML_TEXT],
    [".cimonrc.json", JSON_TEXT],
    [".cimonrc.yaml", YAML_TEXT],
    [".cimonrc.yml", YAML_TEXT],
    [".config/cimonrc", YAML_TEXT],
    [".config/cimonrc.json", JSON_TEXT],
    [".config/cimonrc.yaml", YAML_TEXT],
    ["package.json", `{"name": "x", "cimon": ${JSON_TEXT}}`],
  ])("%s", async (name, text) => {
    const cwd = await createFolder({ [name]: text });
    const config = await load({ cwd });
    expect(config).toMatchObject({ file: join(cwd, name), origin: "working-directory" });
    expect(config.sources).toMatchObject([{ provider: "github", repos: ["acme/api"] }]);
  });

  it("from a folder below, past a package.json that has no cimon key or is broken or empty", async () => {
    const root = await createFolder({
      ".cimonrc.yaml": YAML_TEXT,
      "a/package.json": '{"name": "a"}',
      "a/b/package.json": "{ broken",
      "a/b/c/package.json": "",
    });
    const config = await load({ cwd: join(root, "a/b/c") });
    expect(config.file).toBe(join(root, ".cimonrc.yaml"));
  });

  it("nearest to the working directory", async () => {
    const root = await createFolder({ ".cimonrc": YAML_TEXT, "a/.cimonrc.json": JSON_TEXT });
    expect((await load({ cwd: join(root, "a") })).file).toBe(join(root, "a/.cimonrc.json"));
  });

  it.each([
    ["home/.config/cimon/config.json", JSON_TEXT, {}],
    ["home/.config/cimon/config.yaml", YAML_TEXT, {}],
    ["xdg/cimon/config.yml", YAML_TEXT, { XDG_CONFIG_HOME: "xdg" }],
  ])("of the user: %s", async (name, text, env: { XDG_CONFIG_HOME?: string }) => {
    const root = await createFolder({ [name]: text, "work/readme": "" });
    const xdg = env.XDG_CONFIG_HOME;
    const config = await load({
      cwd: join(root, "work"),
      home: join(root, "home"),
      env: xdg === undefined ? {} : { XDG_CONFIG_HOME: join(root, xdg) },
    });
    expect(config).toMatchObject({ file: join(root, name), origin: "user" });
  });

  it("in the home directory itself as the user's own, and looks no higher", async () => {
    const root = await createFolder({
      ".cimonrc": "broken: [",
      "home/.cimonrc": YAML_TEXT,
      "home/a/b": "",
    });
    const config = await load({ cwd: join(root, "home/a"), home: join(root, "home") });
    expect(config).toMatchObject({ file: join(root, "home/.cimonrc"), origin: "user" });
  });

  it("named by --config, relative to the working directory, before any other", async () => {
    const cwd = await createFolder({ ".cimonrc": "broken: [", "my/ci.yaml": YAML_TEXT });
    const config = await load({ cwd, file: "my/ci.yaml" });
    expect(config).toMatchObject({ file: join(cwd, "my/ci.yaml"), origin: "explicit" });
  });

  it.each([
    ["settings of cosmiconfig in a module", {}],
    ["a package.json", { "package.json": "{}" }],
    ["settings of cosmiconfig in package.json", { "package.json": '{"cosmiconfig": {}}' }],
  ])("and never runs code that lies beside it: %s", async (_what, files) => {
    const code = "globalThis.cimonTestExecuted = __filename; module.exports = {};";
    const module = "globalThis.cimonTestExecuted = import.meta.url; export default {};";
    const cwd = await createFolder({
      ...files,
      ".cimonrc.js": code,
      ".cimonrc.cjs": code,
      ".cimonrc.mjs": module,
      ".cimonrc.ts": module,
      "cimon.config.js": code,
      ".config/cimonrc.js": code,
      // What cosmiconfig reads about itself, in the folder the process stands in.
      ".config/config.cjs": code,
      "last.mjs": "globalThis.cimonTestLast = true;",
    });
    const before = process.cwd();
    onTestFinished(() => {
      process.chdir(before);
      Reflect.deleteProperty(globalThis, "cimonTestExecuted");
      Reflect.deleteProperty(globalThis, "cimonTestLast");
    });
    process.chdir(cwd);
    const error = await errorOf(load({ cwd }));
    // A module that was asked for earlier has run by the time this one has.
    await import(pathToFileURL(join(cwd, "last.mjs")).href);
    expect(error.message).toContain("there is no configuration");
    expect(globalThis).toHaveProperty("cimonTestLast");
    expect(globalThis).not.toHaveProperty("cimonTestExecuted");
  });
});

describe("loadConfig refuses", () => {
  it.each<[string, Record<string, string>, string | undefined, string]>([
    ["a file that is not there", {}, "no.json", "/no.json: there is no such file"],
    ["a folder", { "dir/a": "" }, "dir", "/dir: this is a folder, not a file"],
    [
      "code",
      { "c.js": "throw 1" },
      "c.js",
      "/c.js: found a .js file; allowed: .json, .yaml, .yml, or no ending",
    ],
    [
      "a package.json without the key",
      { "package.json": "{}" },
      "package.json",
      '/package.json: there is no key "cimon" in this file',
    ],
    ["an empty file", { ".cimonrc.json": "" }, undefined, "/.cimonrc.json: the file is empty"],
    [
      "broken JSON",
      { ".cimonrc.json": '{\n  "sources": [,]\n}' },
      undefined,
      "/.cimonrc.json, line 2: column 15: broken JSON: a value or ] is missing here",
    ],
    [
      "broken YAML",
      { ".cimonrc.yaml": "sources:\n  - repos: [!a/b]\n" },
      undefined,
      "/.cimonrc.yaml, line 2: column 13: broken YAML: a text that begins with ! needs quotes",
    ],
    [
      "a $import",
      { ".cimonrc.json": `{"$import": "/etc/passwd", "sources": ${JSON.stringify(SOURCES)}}` },
      undefined,
      "/.cimonrc.json, line 1, $import: unknown key",
    ],
    [
      "a fault in package.json",
      { "package.json": '{\n  "cimon": {\n    "sources": []\n  }\n}' },
      undefined,
      "/package.json, line 3, cimon.sources: found an empty list; allowed: a list of sources, at least one",
    ],
    [
      "broken JSON around the key",
      { "package.json": '{\n  "cimon": {\n    "sources": [}\n' },
      undefined,
      "/package.json, line 3: column 17: broken JSON",
    ],
    [
      "two files in one folder",
      { ".cimonrc.json": JSON_TEXT, ".cimonrc.yaml": YAML_TEXT },
      undefined,
      ": there are two configurations here: .cimonrc.json and .cimonrc.yaml",
    ],
    [
      "a file beside a key in package.json",
      { ".cimonrc": YAML_TEXT, "package.json": `{"cimon": ${JSON_TEXT}}` },
      undefined,
      ': there are two configurations here: .cimonrc and the key "cimon" in package.json',
    ],
  ])("%s", async (_what, files, file, message) => {
    const cwd = await createFolder(files);
    const error = await errorOf(load({ cwd, ...(file === undefined ? {} : { file }) }));
    expect(error.message).toContain(cwd);
    expect(error.message.slice(cwd.length)).toContain(message);
    expect(error.nextStep).not.toBe("");
  });
});

describe("loadConfig resolves", () => {
  it("the example, with every key in force", async () => {
    const text = await readFile(new URL("../../.cimonrc.example.json", import.meta.url), "utf8");
    const { cert } = await makeAuthority("Example");
    const folder = await createFolder({ "example.json": text, "example-ca.pem": cert });
    const file = join(folder, "example.json");
    const env = { GITHUB_TOKEN: "g", GITLAB_TOKEN: "l", JENKINS_USER: "ana", JENKINS_TOKEN: "j" };
    const config = await load({ cwd: "/", file, env });
    expect(config).toMatchObject({
      origin: "explicit",
      intervalMs: 30_000,
      views: [{ name: "Failing" }, { name: "Mine", filter: "actor:@me" }],
      notify: [{ view: "Mine", on: ["broke", "fixed"], by: ["bell", "desktop"] }],
      keys: { rerun: ["ctrl-r"] },
      theme: "dark",
      readOnly: false,
      ascii: false,
      mouse: false,
      warnings: [],
    });
    expect(config.sources).toMatchObject([
      { provider: "github", name: "gh", url: "https://github.com", credentialFrom: "env" },
      { provider: "gitlab", name: "lab", projects: ["group/app", "group/sub/*"] },
      {
        provider: "jenkins",
        name: "ci",
        url: "https://ci.example.com/jenkins",
        jobs: ["team/**", "!team/sandbox/**"],
      },
    ]);
    expect(config.sources.map(({ credentials }) => [credentials.user, credentials.token])).toEqual([
      [null, "g"],
      [null, "l"],
      ["ana", "j"],
    ]);
  });

  it("defaults: the public hosts, names from hosts, no token, 30 seconds", async () => {
    const cwd = await createFolder({
      ".cimonrc.yaml":
        "sources:\n  - {provider: github, repos: [a/b]}\n  - {provider: gitlab, projects: [a/b]}\n  - {provider: jenkins, url: 'http://127.0.0.1:8080/ci/'}\n",
    });
    const config = await load({ cwd });
    expect(config).toMatchObject({ intervalMs: 30_000, theme: "dark", mouse: false, keys: {} });
    expect(config.sources).toMatchObject([
      { name: "github.com", url: "https://github.com", branches: [], credentialFrom: "none" },
      { name: "gitlab.com", url: "https://gitlab.com" },
      { name: "127.0.0.1:8080", url: "http://127.0.0.1:8080/ci", jobs: [] },
    ]);
    expect(config.sources[0]?.credentials.token).toBeNull();
  });

  it("tokens that neither a log nor an inspected object shows", async () => {
    const cwd = await createFolder({
      ".cimonrc.json": JSON.stringify({
        sources: [{ ...SOURCES[0], token: { env: "T" } }],
      }),
    });
    const config = await load({ cwd, env: { T: " s3cret\n" } });
    expect(config.sources[0]?.credentials.token).toBe("s3cret");
    const shown = inspect(config, { depth: 9 }) + JSON.stringify(config);
    expect(shown).toContain("credentials");
    expect(shown).not.toContain("s3cret");
  });

  it("takes the login of gh or glab for the very host of the source, and says where there is none", async () => {
    const source = { provider: "github", url: "https://ghe.example.com", repos: ["a/b"] };
    const sources = [{ ...source, token: { login: "gh" } }];
    const cwd = await createFolder({ "own.json": JSON.stringify({ sources }) });
    const asked: string[] = [];
    const run: LoadConfigOptions["run"] = async (program, args) => {
      asked.push([program, ...args].join(" "));
      return "gho_fromLogin";
    };
    const config = await load({ cwd, file: "own.json", env: { GITHUB_TOKEN: "other" }, run });
    expect(asked).toEqual(["gh auth token --hostname ghe.example.com"]);
    expect(config.sources[0]?.credentials.token).toBe("gho_fromLogin");
    expect(config.sources[0]?.credentialFrom).toBe("login");
    const error = await errorOf(load({ cwd, file: "own.json" }));
    expect(error.problems).toEqual([
      {
        path: "sources[0].token.login",
        line: 1,
        message:
          'gh is not there or is not logged in to ghe.example.com (the token of source "ghe.example.com")',
      },
    ]);
    expect(error.nextStep).toBe("sign in with: gh auth login --hostname ghe.example.com");
  });

  it("names every variable that is not set, with line, path and source", async () => {
    const cwd = await createFolder({
      ".cimonrc.yaml": [
        "sources:",
        "  - provider: github",
        "    repos: [a/b]",
        "    token: {env: GH_X}",
        "  - provider: jenkins",
        "    name: ci",
        "    url: https://ci.example.com",
        "    user: {env: CI_USER}",
        "    token:",
        "      env: CI_TOKEN",
      ].join("\n"),
    });
    const file = ".cimonrc.yaml";
    const error = await errorOf(
      load({ cwd, file, env: { CI_USER: "  ", CI_TOKEN: "s3c\u0001ret" } }),
    );
    expect(error.problems).toEqual([
      {
        path: "sources[0].token.env",
        line: 4,
        message:
          'the environment variable GH_X is not set or is empty (the token of source "github.com")',
      },
      {
        path: "sources[1].user.env",
        line: 8,
        message:
          'the environment variable CI_USER is not set or is empty (the user of source "ci")',
      },
      {
        path: "sources[1].token.env",
        line: 10,
        message:
          'the environment variable CI_TOKEN holds characters that no token has (the token of source "ci")',
      },
    ]);
    expect(error.nextStep).toBe("set the variable before starting cimon, as in: export GH_X=...");
    expect(error.message).not.toContain("s3c");
  });

  it.skipIf(process.platform === "win32")(
    "a literal token, with a warning while others can read the file (file modes, not on Windows)",
    async () => {
      const cwd = await createFolder({
        ".cimonrc.json": JSON.stringify({ sources: [{ ...SOURCES[0], token: "s3cret" }] }),
      });
      const file = join(cwd, ".cimonrc.json");
      await chmod(file, 0o640);
      const open = await load({ cwd });
      expect(open.sources).toMatchObject([{ credentialFrom: "literal" }]);
      expect(open.sources[0]?.credentials.token).toBe("s3cret");
      expect(open.warnings).toEqual([
        `${file}: sources[0].token holds a token that other users can read (mode 640); run chmod 600 on the file, or write {"env": "NAME"} instead`,
      ]);
      expect((await load({ cwd, platform: "win32" })).warnings).toEqual([]);
      await chmod(file, 0o600);
      expect((await load({ cwd })).warnings).toEqual([]);
    },
  );

  it("the same from any folder: the example names nothing of the machine", async () => {
    const text = await readFile(new URL("../../.cimonrc.example.json", import.meta.url), "utf8");
    expect(text).not.toContain(homedir());
  });
});
