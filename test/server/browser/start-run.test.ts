import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startDemo } from "../../../src/demo/start-demo.ts";
import type { DemoVendor } from "../../../src/demo/world/types.ts";
import type { PipelineRun } from "../../../src/model/pipeline-run.ts";
import { makeFolder } from "../../helpers/run-cimon.ts";
import { startServing } from "../../helpers/start-serving.ts";
import { describeInBrowser, useBrowser } from "./open-page.ts";

const PATIENCE = { timeout: 30_000 };

/** The imitated servers of all three vendors behind the built `cimon serve`. */
async function startWorld() {
  const demo = await startDemo({ seed: 1, speed: 1, now: Date.now });
  onTestFinished(() => demo.close());
  const home = makeFolder();
  const config = join(home, "config.json");
  writeFileSync(config, JSON.stringify(demo.config), { mode: 0o600 });
  const { url } = await startServing(config, home);
  /** The page of the latest run of a workflow, once it is known. */
  const findPage = async (repo: string, workflow: string): Promise<string> => {
    const read = async () => {
      const { runs } = (await (await fetch(`${url}/api/runs`)).json()) as { runs: PipelineRun[] };
      return runs.find(
        (run) => run.repo === repo && run.workflow === workflow && run.branch === "main",
      );
    };
    await expect.poll(read, PATIENCE).toBeDefined();
    const run = await read();
    return `${url}/runs/${run?.source}/${encodeURIComponent(run?.id ?? "")}`;
  };
  const readNewest = (vendor: DemoVendor, repo: string) => {
    const [newest] = demo.world.runs(demo.world.repo(vendor, repo)?.id ?? 0);
    return newest;
  };
  return { findPage, readNewest };
}

describeInBrowser("a new run", () => {
  const browser = useBrowser();

  it("is started on each vendor as its form says, with no script at all", async () => {
    const { findPage, readNewest } = await startWorld();
    const open = async (repo: string, workflow: string) => {
      const page = await browser.open(await findPage(repo, workflow), { javaScriptEnabled: false });
      await page.getByRole("link", { name: "New run …" }).click();
      await page.getByRole("heading", { name: `New run of ${repo}` }).waitFor();
      return page;
    };
    const said = "A new run was asked for.";

    const github = await open("acme/web", "Deploy");
    expect(await github.getByLabel("branch").inputValue()).toBe("main");
    expect(await github.getByLabel("environment").locator("option").allInnerTexts()).toEqual([
      "staging",
      "production",
    ]);
    await github.getByLabel("environment").selectOption("production");
    await github.getByLabel("dry_run").selectOption("yes");
    await github.getByRole("button", { name: "Start it" }).click();
    await github.getByText(said).waitFor();
    expect(readNewest("github", "acme/web")).toMatchObject({
      workflow: { name: "Deploy" },
      branch: "main",
      inputs: { environment: "production", dry_run: "true" },
    });

    const gitlab = await open("platform/infra/kubernetes", "pipeline");
    await gitlab.getByLabel("variables").fill("LEVEL=3\nno variable");
    await gitlab.getByRole("button", { name: "Start it" }).click();
    await gitlab.getByRole("alert").getByText("a variable is written NAME=value").waitFor();
    expect(await gitlab.getByLabel("variables").inputValue()).toBe("LEVEL=3\nno variable");
    await gitlab.getByLabel("variables").fill("LEVEL=3\nWHERE=a b=c");
    await gitlab.getByRole("button", { name: "Start it" }).click();
    await gitlab.getByText(said).waitFor();
    expect(readNewest("gitlab", "platform/infra/kubernetes")?.inputs).toEqual({
      LEVEL: "3",
      WHERE: "a b=c",
    });

    const jenkins = await open("load-test", "freestyle");
    expect(await jenkins.getByLabel("branch").count()).toBe(0);
    await jenkins.getByLabel("USERS").fill("50");
    await jenkins.getByLabel("TARGET").selectOption("preview");
    await jenkins.getByRole("button", { name: "Start it" }).click();
    await jenkins.getByText(said).waitFor();
    // A build leaves Jenkins' queue after a moment.
    await expect
      .poll(() => readNewest("jenkins", "load-test")?.inputs, PATIENCE)
      .toMatchObject({ TARGET: "preview", USERS: "50", KEEP_REPORT: "true" });
  }, 120_000);

  it("appears on the page by itself, and what is typed is no key of the page", async () => {
    const { findPage } = await startWorld();
    const page = await browser.open(await findPage("platform/infra/kubernetes", "pipeline"));
    await page.locator("body[data-link=live]").waitFor();
    const newest = page.locator("#history li .number").first();
    const before = await newest.innerText();
    await page.getByRole("link", { name: "New run …" }).click();
    const variables = page.getByLabel("variables");
    await variables.click();
    await page.keyboard.type("jk/!0=1");
    await page.keyboard.press("Escape");
    expect(await variables.inputValue()).toBe("jk/!0=1");
    expect(page.url()).toMatch(/\/trigger$/u);
    await variables.fill("");
    await page.getByRole("button", { name: "Start it" }).click();
    await page.getByText("A new run was asked for.").waitFor();
    await expect.poll(() => newest.innerText(), PATIENCE).not.toBe(before);
  }, 120_000);
});
