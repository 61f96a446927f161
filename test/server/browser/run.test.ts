import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { Job } from "../../../src/model/run-detail.ts";
import { FAILED_JOBS, makeDesk, makeJob, makeStep } from "../../ui/make-desk.ts";
import { makePipeline, makeSnapshot } from "../../ui/make-pipeline.ts";
import { makeFeed } from "../make-feed.ts";
import { PASSWORD, signUp } from "../sign-up.ts";
import { startServer } from "../start-server.ts";
import { describeInBrowser, useBrowser } from "./open-page.ts";

const isLive = (page: Page) => page.locator("body[data-link=live]").waitFor();

describeInBrowser("a run in a browser", () => {
  const browser = useBrowser();

  it("is opened from its row: why it failed, its jobs and steps, its past, and the way back", async () => {
    const desk = makeDesk({
      annotations: [{ level: "failure", message: "no such name", place: "src/login.ts:12" }],
      log: async () => ({
        text: "ok\n\u001b[31mError: expected 200\u001b[0m\n",
        position: "1",
        isComplete: true,
      }),
    });
    const { url } = await startServer({ desk });
    const page = await browser.open(url);
    await page.getByRole("link", { name: "acme/api" }).click();
    await page.waitForURL(/\/runs\/gh\/1$/u);
    const text = await page.locator("main").innerText();
    for (const part of [
      "failed",
      "acme/api",
      "main",
      "CI",
      "#7",
      "9f31c0e",
      "Fix token refresh",
      "took",
      "Last runs",
    ]) {
      expect(text).toContain(part);
    }
    const why = await page.locator("#why").innerText();
    for (const part of ["test (node 20)", "src/login.ts:12", "no such name", "expected 200"]) {
      expect(why).toContain(part);
    }
    expect(await page.locator("#why .c1").innerText()).toBe("Error: expected 200");
    expect(await page.getByText("Run npm test").isVisible()).toBe(true);
    expect(await page.getByText("Set up job").first().isVisible()).toBe(false);
    expect(await page.locator("#history li").count()).toBe(4);
    await isLive(page);
    await page.keyboard.press("Escape");
    await page.waitForURL(`${url}/`);
  });

  it("shows what goes on in it without a reload, and leaves open what was opened", async () => {
    let jobs: readonly Job[] = [
      makeJob({ id: "a", name: "build", steps: [makeStep({ name: "Fetch the code" })] }),
      makeJob({ id: "b", name: "test", status: "running", durationSec: null }),
    ];
    const running = makePipeline({ status: "running" });
    const feed = makeFeed(makeSnapshot({ pipelines: [running] }));
    const { url } = await startServer({ feed, desk: makeDesk({ jobs: async () => jobs }) });
    const page = await browser.open(`${url}/runs/gh/1`);
    await isLive(page);
    await page.locator("summary", { hasText: "build" }).locator(".took").click();
    await page.getByText("Fetch the code").waitFor();
    jobs = [jobs[0] ?? makeJob(), makeJob({ id: "b", name: "test", status: "failed" })];
    feed.set(makeSnapshot({ pipelines: [makePipeline({ status: "failed" })] }));
    await page.locator("#run.failed").waitFor();
    await page.locator("#jobs li.failed", { hasText: "test" }).waitFor();
    expect(await page.getByText("Fetch the code").isVisible()).toBe(true);
  });

  it("shows the log of a job: colours, folded parts, the lines that tell, and what follows", async () => {
    const pieces = [
      "##[group]Setup\npulling\n##[endgroup]\n\u001b[32mgreen\u001b[0m\n##[error]it broke\nthe e",
      "nd\n",
    ];
    const desk = makeDesk({
      jobs: async () => FAILED_JOBS,
      log: async (position) => ({
        text: pieces[Number(position ?? 0)] ?? "",
        position: String(Number(position ?? 0) + 1),
        isComplete: position === "1",
      }),
    });
    const { url } = await startServer({ desk });
    const page = await browser.open(`${url}/runs/gh/1`);
    await page.locator("#jobs").getByRole("link", { name: "test (node 20)" }).click();
    await page.getByText("green").waitFor();
    expect(await page.locator(".c2").innerText()).toBe("green");
    expect(await page.locator(".l.error").innerText()).toContain("it broke");
    expect(await page.getByText("pulling").isVisible()).toBe(false);
    await page.getByText("Setup").click();
    expect(await page.getByText("pulling").isVisible()).toBe(true);
    expect(await page.locator("#L5 code").innerText()).toMatch(/^the e(?:nd)?$/u);
    await expect.poll(() => page.locator("#more").count()).toBe(0);
    expect(await page.locator("#L5").innerText()).toMatch(/^5\s*the end$/u);
    expect(await page.locator(".l").count()).toBe(5);
  });

  it("is run again by an operator who says so twice, and not offered to a viewer", async () => {
    const { url, desk, feed } = await startServer({ auth: await signUp() });
    const sign = (username: string) => ({ httpCredentials: { username, password: PASSWORD } });
    const viewer = await browser.open(`${url}/runs/gh/1`, sign("viewer"));
    expect(await viewer.locator("h1").innerText()).toContain("acme/api");
    expect(await viewer.getByText("Run again").count()).toBe(0);

    const page = await browser.open(`${url}/runs/gh/1`, sign("operator"));
    await isLive(page);
    await page.getByText("Run again", { exact: true }).click();
    expect(desk.act).not.toHaveBeenCalled();
    await page.getByRole("button", { name: "Yes, run again" }).click();
    await page.getByText("It was asked to run again.").waitFor();
    expect(desk.act).toHaveBeenCalledTimes(1);
    expect(feed.refresh).toHaveBeenCalledWith("acme/api");
  });

  it("is shown to nobody who does not sign in", async () => {
    const { url } = await startServer({ auth: await signUp() });
    const page = await browser.open(`${url}/assets/icon.svg`);
    const response = await page.goto(`${url}/`).catch(() => null);
    expect(response?.status() ?? 401).toBe(401);
    const wrong = await browser.open(`${url}/assets/icon.svg`, {
      httpCredentials: { username: "operator", password: "guess" },
    });
    const refused = await wrong.goto(`${url}/`).catch(() => null);
    expect(refused?.status() ?? 401).toBe(401);
    expect(await wrong.locator("#rows").count()).toBe(0);
  });
});
