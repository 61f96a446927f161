import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeFolder, runCimon } from "../../helpers/run-cimon.ts";
import { startTerminal } from "../../helpers/terminal.ts";

const has = (shell: string) => spawnSync(shell, ["-c", "exit 0"]).status === 0;

/** The script for a shell, in a file. */
async function writeScript(shell: string): Promise<string> {
  const { code, stdout, stderr } = await runCimon(["completion", shell]);
  expect([code, stderr]).toEqual([0, ""]);
  const file = join(makeFolder(), "cimon-completion");
  writeFileSync(file, stdout);
  return file;
}

/** What a shell's script prints, line by line. */
function runShell(shell: string, script: string): readonly string[] {
  const { status, stdout, stderr } = spawnSync(shell, ["-c", script], {
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: makeFolder(), LC_ALL: "C.UTF-8" },
  });
  expect([status, stderr]).toEqual([0, ""]);
  return stdout.split("\n").filter((line) => line !== "");
}

const CASES: readonly (readonly [readonly string[], readonly string[], readonly string[]])[] = [
  [["st"], ["status"], ["list"]],
  [[""], ["list", "wait", "status", "completion", "help"], []],
  [
    ["wait", "--s"],
    ["--sha", "--start-timeout", "--source"],
    ["--json", "status"],
  ],
  [["status", "--format", ""], ["plain", "tmux", "json"], ["--format"]],
  [["completion", ""], ["bash", "zsh", "fish"], []],
  [["help", "k"], ["keys"], ["list"]],
  [
    ["serve", ""],
    ["token", "hash-password"],
    ["list", "--expires"],
  ],
  [
    ["serve", "token", "--"],
    ["--expires", "--role", "--config"],
    ["--port", "--repo", "token"],
  ],
  [["serve", "--port", "1", "token", "--ex"], ["--expires"], []],
];

describe.skipIf(!has("bash"))("in bash", () => {
  it.each(CASES)("%j is completed", async (words, offered, missing) => {
    const file = await writeScript("bash");
    const line = ["cimon", ...words].map((word) => `'${word}'`).join(" ");
    const found = runShell(
      "bash",
      `source ${file}; COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _cimon; printf '%s\\n' "\${COMPREPLY[@]}"`,
    );
    expect(found).toEqual(expect.arrayContaining([...offered]));
    expect(found.filter((word) => missing.includes(word))).toEqual([]);
  });

  it("the value of an option is no command", async () => {
    const file = await writeScript("bash");
    const script = `source ${file}; COMP_WORDS=(cimon --repo list wai); COMP_CWORD=3; _cimon; echo "\${COMPREPLY[@]}"`;
    expect(runShell("bash", script)).toEqual(["wait"]);
  });

  it("an option with its value behind a sign is completed as bash takes it apart", async () => {
    const file = await writeScript("bash");
    const script = `source ${file}; COMP_WORDS=(cimon status --format = t); COMP_CWORD=4; _cimon; echo "\${COMPREPLY[@]}"`;
    expect(runShell("bash", script)).toEqual(["tmux"]);
  });

  it("a file is left to bash itself", async () => {
    const file = await writeScript("bash");
    const script = `source ${file}; COMP_WORDS=(cimon -c ''); COMP_CWORD=2; _cimon; echo "\${#COMPREPLY[@]}"; complete -p cimon`;
    expect(runShell("bash", script)).toEqual(["0", "complete -o default -F _cimon cimon"]);
  });
});

describe.skipIf(!has("fish"))("in fish (skipped where it is not installed)", () => {
  it.each(CASES)("%j is completed", async (words, offered, missing) => {
    const file = await writeScript("fish");
    const script = `source ${file}; complete -C 'cimon ${words.join(" ")}'`;
    const found = runShell("fish", script).map((line) => line.split("\t")[0] ?? "");
    expect(found).toEqual(expect.arrayContaining([...offered]));
    expect(found.filter((word) => missing.includes(word))).toEqual([]);
  });
});

describe.skipIf(!has("zsh"))(
  "in zsh (skipped where it is not installed)",
  { timeout: 60_000 },
  () => {
    it.each([
      ["cimon sta", "cimon status"],
      ["cimon wait --start", "cimon wait --start-timeout"],
      ["cimon status --format tm", "cimon status --format tmux"],
      ["cimon help ke", "cimon help keys"],
      ["cimon serve has", "cimon serve hash-password"],
      ["cimon serve token --ex", "cimon serve token --expires"],
    ])("%j becomes %j", async (typed, completed) => {
      const file = await writeScript("zsh");
      const home = makeFolder();
      writeFileSync(
        join(home, ".zshrc"),
        `PS1='$ '; autoload -U compinit; compinit -D; source ${file}`,
      );
      const env = { HOME: home, ZDOTDIR: home, LC_ALL: "C.UTF-8" };
      const shell = startTerminal(["-d", "-i"], { file: "zsh", cwd: home, env });
      await shell.waitForText(/^\$/mu);
      shell.press(`${typed}\t`);
      await shell.waitForText(completed);
    });
  },
);
