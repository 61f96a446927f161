import { describe, expect, it } from "vitest";
import type { TerminalSession } from "../helpers/terminal.ts";
import { watchDemo } from "../helpers/watch-demo.ts";

const ESC = "\u001b";
const RIGHT = "\u001b[C";
const CTRL_S = "\u0013";

/** On a loaded machine a whole poll can take its time. */
const LONG_MS = 40_000;

/**
 * Watches the demo with a filter that leaves so many rows. Its clock stands still: on a slow machine the
 * next push would come before the test has got anywhere.
 */
function watchRows(filter: string, rows: number, ...options: readonly string[]) {
  return watchDemo({
    args: ["--filter", filter, ...options],
    vendors: ["github", "gitlab", "jenkins"],
    columns: 140,
    first: new RegExp(` 1/${rows}$`, "u"),
  });
}

/** The lines of the table between its titles and the first empty one. */
function listRows(lines: readonly string[]): readonly string[] {
  const from = lines.findIndex((line) => /^ +REPO +BRANCH/u.test(line));
  const rows = lines.slice(from + 1);
  return from < 0 ? [] : rows.slice(0, rows.indexOf(""));
}

function waitForRows(terminal: TerminalSession, pattern: RegExp): Promise<unknown> {
  return terminal.waitFor(
    `all rows like ${pattern}`,
    (lines) => listRows(lines).length > 0 && listRows(lines).every((row) => pattern.test(row)),
    LONG_MS,
  );
}

describe("acting in a real terminal", () => {
  it("starts a workflow with its inputs, sees the new run, and cancels it", async () => {
    const { terminal } = await watchRows("repo:acme/api workflow:deploy", 1);
    await waitForRows(terminal, /^▌✓/u);
    terminal.press("t");
    await terminal.waitForText("New run of acme/api Deploy", LONG_MS);
    terminal.press(RIGHT);
    await terminal.waitForText("‹ production ›");
    terminal.press("\t");
    await terminal.waitForText("‹ no ›");
    terminal.press(" ");
    await terminal.waitForText("‹ yes ›");
    terminal.press(CTRL_S);
    await terminal.waitForText(/Start Deploy of acme\/api on main\? +y yes {2}n no/u);
    terminal.press("y");
    await waitForRows(terminal, / queued /u);
    terminal.press("\r");
    await terminal.waitForText("workflow_dispatch", LONG_MS);
    terminal.press(ESC);
    await waitForRows(terminal, / (queued|running) /u);
    terminal.press("x");
    await terminal.waitForText("Cancel acme/api Deploy #");
    terminal.press("y");
    await waitForRows(terminal, /^▌⊘.* cancelled /u);
  }, 240_000);

  it.each([
    [
      "variables to GitLab",
      "repo:platform/gateway branch:main -workflow:schedule",
      /New run of platform\/gateway[\s\S]*branch \* +main[\s\S]*variable/u,
      "DEPLOY_TO=x",
      /DEPLOY_TO=x/u,
    ],
    [
      "parameters to Jenkins",
      "repo:load-test",
      /New run of load-test[\s\S]*TARGET[\s\S]*staging ›[\s\S]*USERS +200/u,
      RIGHT,
      /‹ preview ›/u,
    ],
  ])(
    "gives %s and sees the new run",
    async (_what, filter, form, keys, filled) => {
      const { terminal } = await watchRows(filter, 1);
      await waitForRows(terminal, /^▌✓/u);
      terminal.press("t");
      await terminal.waitForText(form, LONG_MS);
      terminal.press(keys);
      await terminal.waitForText(filled);
      terminal.press(CTRL_S);
      await terminal.waitForText(/Start .+ on main\?/u);
      terminal.press("y");
      await waitForRows(terminal, / (queued|running) /u);
    },
    240_000,
  );

  it("says in a sentence that a workflow is started by nobody's hand", async () => {
    const { terminal } = await watchRows("repo:acme/infra workflow:drift", 1);
    terminal.press("t");
    await terminal.waitForText("it has no workflow_dispatch", LONG_MS);
    terminal.press(ESC);
    await terminal.waitFor("the sentence to go", (lines) => !lines.join().includes("esc hides"));
  }, 120_000);

  it("marks three rows and runs them all again", async () => {
    const filter = "repo:acme/design-system branch:main -workflow:auto";
    const { terminal } = await watchRows(filter, 3);
    await waitForRows(terminal, /^.✓/u);
    terminal.press(" ");
    await terminal.waitForText("1 marked · 2/3");
    terminal.press("  ");
    await terminal.waitForText("3 marked · 3/3");
    await waitForRows(terminal, /^.✓■/u);
    terminal.press("R");
    await terminal.waitForText(/Rerun 3 runs\? +y yes {2}n no/u);
    terminal.press("y");
    await waitForRows(terminal, / (queued|running) /u);
    expect(terminal.screen().join()).not.toContain("■");
  }, 240_000);

  it("goes from a failure over its log to the rerun that turns green", async () => {
    const filter = "repo:acme/billing branch:main workflow:ci";
    const { terminal, skip } = await watchRows(filter, 1);
    await waitForRows(terminal, /^▌✗/u);
    terminal.press("\r");
    await terminal.waitForText(/acme\/billing +main +CI #\d+/u, LONG_MS);
    await terminal.waitForText(/[Ee]rror/u, LONG_MS);
    terminal.press("\r");
    await terminal.waitForText(/[\d,]+ lines/u, LONG_MS);
    terminal.press("/");
    await terminal.waitForText("find");
    terminal.press("error");
    terminal.press("\r");
    await terminal.waitForText("/error");
    await terminal.waitFor("the find to be marked", (lines) =>
      lines.some((line) => /^▌.*error/iu.test(line)),
    );
    terminal.press(ESC);
    await terminal.waitForText(/R rerun/u);
    terminal.press("R");
    await terminal.waitForText(/Rerun acme\/billing CI #\d+\? +a all {2}f failed jobs/u);
    terminal.press("f");
    await terminal.waitForText("(attempt 2)", LONG_MS);
    terminal.press(ESC);
    await waitForRows(terminal, / (queued|running) /u);
    skip(6);
    await waitForRows(terminal, /^▌✓.* success /u);
  }, 240_000);

  it("offers nothing that changes anything where it is read-only", async () => {
    const filter = "repo:acme/billing workflow:ci branch:main";
    const { terminal } = await watchRows(filter, 1, "--read-only");
    expect(terminal.screen().at(-1)).not.toMatch(/rerun|trigger|mark|cancel/u);
    terminal.press(" RxPt?");
    await terminal.waitForText("While typing");
    expect(terminal.screen().join()).not.toMatch(/run it again|cancel the run|mark it|new run/u);
  }, 120_000);
});
