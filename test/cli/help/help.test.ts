import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { buildHelp } from "../../../src/cli/help/build-help.ts";
import { buildManPage } from "../../../src/cli/help/build-man-page.ts";
import { describeCommand, listCommands } from "../../../src/cli/help/command-model.ts";
import { composeKeyHelp } from "../../../src/cli/help/key-help.ts";
import { createProgram } from "../../../src/cli/program.ts";
import { KEY_TABLE } from "../../../src/ui/keys/key-table.ts";
import { makeFolder, runCimon } from "../../helpers/run-cimon.ts";
import { startTerminal } from "../../helpers/terminal.ts";

const ROOT = join(import.meta.dirname, "../../..");

function describeProgram() {
  const { stdout, stderr, stdin } = process;
  const io = { stdout, stderr, stdin, env: {}, cwd: "/", signal: new AbortController().signal };
  return describeCommand(createProgram(io, () => {}));
}

it("every command has a help with examples and what its options do", () => {
  const commands = listCommands(describeProgram());
  expect(commands.map(({ path }) => path.join(" "))).toEqual(
    expect.arrayContaining(["list", "wait", "status", "demo", "serve token", "help"]),
  );
  for (const { command } of commands) {
    const { name, after, options, help } = command;
    expect(after, name).toMatch(/^Examples:\n {2}\S/u);
    expect([help, ...options.map((option) => option.help)], name).not.toContain("");
  }
});

it("help of a command is the same as its --help, and help alone is that of all", async () => {
  const [topic, option, all, program] = await Promise.all([
    runCimon(["help", "wait"]),
    runCimon(["wait", "--help"]),
    runCimon(["help"]),
    runCimon(["--help"]),
  ]);
  expect(topic).toEqual(option);
  expect(all).toEqual(program);
  expect([topic.code, topic.stderr, all.code]).toEqual([0, "", 0]);
});

it("help of a command of a command is that one's own", async () => {
  const [topic, option] = await Promise.all([
    runCimon(["help", "serve", "token"]),
    runCimon(["serve", "token", "--help"]),
  ]);
  expect(topic).toEqual(option);
  expect(topic.stdout).toMatch(/^Usage: cimon serve token/u);
});

it.each([["list"], ["status"], ["config"], ["serve", "token"]])(
  "a word that a command has no use for ends it with 2: %s %s",
  async (...command) => {
    const { code, stdout, stderr } = await runCimon([...command, "foo"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/foo/u);
  },
);

it.each(["--help", "-h"])("%s prints what the command line says of itself", async (option) => {
  const { code, stdout, stderr } = await runCimon([option]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toBe(buildHelp());
  expect(stdout).toMatch(/^Usage: cimon .* {2}list .*\nExamples:\n/su);
});

it.each(["--version", "-V"])("%s prints the version of the package", async (option) => {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  expect(await runCimon([option])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

it("a terminal that is narrower than the help gets it as narrow as it is", async () => {
  const folder = makeFolder();
  const env = { HOME: folder };
  const terminal = startTerminal(["--help"], { columns: 70, rows: 100, cwd: folder, env });
  expect(await terminal.exited).toBe(0);
  await terminal.waitForText("Examples:");
  const [options = ""] = terminal.output().replaceAll("\r", "").split("Examples:");
  expect(options).toContain("Commands:");
  for (const line of options.split("\n")) expect(line.length).toBeLessThanOrEqual(70);
});

it("help of something unknown ends with 2 and names what there is", async () => {
  const { code, stdout, stderr } = await runCimon(["help", "wat"]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/'wat'.*list, wait, status.*keys/u);
});

it("help keys tells every key there is, whatever place it works at", async () => {
  const { code, stdout } = await runCimon(["help", "keys"]);
  expect(code).toBe(0);
  expect(stdout).toBe(composeKeyHelp(false));
  for (const { help } of KEY_TABLE) expect(stdout).toContain(help);
  expect(stdout.match(/^ {2}\S/gmu)).toHaveLength(KEY_TABLE.length);
});

it("the manual page is the built program's own, with every command and option", () => {
  const page = gunzipSync(readFileSync(join(ROOT, "man/cimon.1.gz"))).toString();
  expect(page).toBe(buildManPage());
  for (const { command } of listCommands(describeProgram())) {
    const { usage, options } = command;
    expect(page).toContain(`.SS ${usage.replaceAll("-", "\\-")}`);
    for (const { flags } of options) expect(page).toContain(flags.replaceAll("-", "\\-"));
  }
});

it.skipIf(spawnSync("groff", ["--version"]).status !== 0)(
  "the manual page is sound roff (skipped where groff is not installed)",
  () => {
    const input = buildManPage();
    const { stdout, stderr } = spawnSync("groff", ["-ww", "-man", "-Tutf8"], {
      input,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(stdout).toMatch(/cimon wait/u);
  },
);
