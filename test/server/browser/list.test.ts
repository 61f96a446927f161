import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { PipelineRun } from "../../../src/model/pipeline-run.ts";
import { makePipeline, makeSnapshot, makeSource, makeTarget } from "../../ui/make-pipeline.ts";
import { makeFeed } from "../make-feed.ts";
import { startServer } from "../start-server.ts";
import { describeInBrowser, useBrowser } from "./open-page.ts";

const readRepos = (page: Page) => page.locator("#rows .repo").allInnerTexts();
const isLive = (page: Page) => page.locator("body[data-link=live]").waitFor();
const make = (repo: string, changes: Partial<PipelineRun> = {}) =>
  makePipeline({ repo, id: repo, ...changes });

/** Whether the page was loaded again since it was marked. */
async function mark(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate("window.isMarked = true");
  return async () => (await page.evaluate("window.isMarked")) === true;
}

describeInBrowser("the list in a browser", () => {
  const browser = useBrowser();

  it("shows sign, word, names, past and commit of each row, the urgent first", async () => {
    const { url } = await startServer();
    const page = await browser.open(url);
    expect(await readRepos(page)).toEqual(["acme/api", "acme/web", "team/nightly"]);
    const first = page.locator("#rows .row").first();
    const text = await first.innerText();
    for (const part of [
      "✗",
      "failed",
      "acme/api",
      "main",
      "CI",
      "9f31c0e",
      "Fix token refresh",
      "ana",
    ]) {
      expect(text).toContain(part);
    }
    const strip = first.getByRole("img");
    expect(await strip.getAttribute("aria-label")).toContain(
      "oldest first: success, failed, success",
    );
    await expect.poll(() => page.title()).toBe("✗1 cimon");
    const table = page.getByRole("table", { name: "pipelines" });
    expect(await table.getByRole("row").count()).toBe(4);
    expect(await table.getByRole("columnheader").count()).toBe(8);
  });

  it("swaps the one row that changed, moves it to its place, and loads nothing again", async () => {
    const rows = [make("a/one"), make("a/two"), make("a/three")];
    const feed = makeFeed(makeSnapshot({ pipelines: rows }));
    const { url } = await startServer({ feed });
    const page = await browser.open(url);
    await isLive(page);
    const isSamePage = await mark(page);
    const before = await readRepos(page);
    expect(before).toEqual(["a/one", "a/three", "a/two"]);
    await page.locator("#rows a").nth(2).focus();

    feed.set(
      makeSnapshot({
        pipelines: [rows[0], rows[1], make("a/three", { status: "failed" })].flatMap(
          (row) => row ?? [],
        ),
      }),
    );
    await expect.poll(() => readRepos(page)).toEqual(["a/three", "a/one", "a/two"]);
    expect(await page.locator("#rows .row.failed").count()).toBe(1);
    await expect.poll(() => page.locator("#news").innerText()).toBe("a/three main CI: failed");
    expect(await page.evaluate("document.activeElement.innerText")).toBe("a/two");

    feed.set(
      makeSnapshot({
        pipelines: [make("a/new", { status: "running" }), make("a/three", { status: "failed" })],
      }),
    );
    await expect.poll(() => readRepos(page)).toEqual(["a/three", "a/new"]);
    expect(await isSamePage()).toBe(true);
  });

  it("filters as one types, keeps the filter in its address, and pushes by it", async () => {
    const { url, feed } = await startServer();
    const page = await browser.open(url);
    await isLive(page);
    const isSamePage = await mark(page);
    await page.keyboard.press("/");
    await page.keyboard.type("repo:acme/*");
    await expect.poll(() => readRepos(page)).toEqual(["acme/api", "acme/web"]);
    expect(new URL(page.url()).searchParams.get("filter")).toBe("repo:acme/*");
    expect(await page.locator("#filter").inputValue()).toBe("repo:acme/*");
    expect(await page.evaluate("document.activeElement.id")).toBe("filter");
    await isLive(page);
    const { pipelines } = feed.getSnapshot();
    feed.set(makeSnapshot({ pipelines: [...pipelines, make("acme/late"), make("other/late")] }));
    await expect.poll(() => readRepos(page)).toEqual(["acme/api", "acme/web", "acme/late"]);
    expect(await isSamePage()).toBe(true);
    await page.locator("#filter").fill("color:red");
    await page.getByText("color: is unknown").waitFor();
    await page.getByRole("link", { name: "Mine" }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get("view")).toBe("Mine");
  });

  it("sorts by what its address says, by title or key, keeps it while one filters, and pushes by it", async () => {
    const { url, feed } = await startServer();
    const page = await browser.open(url);
    const sorted = () => page.locator("[aria-sort]").innerText();
    expect(await sorted()).toBe("Status ↓");
    await page.getByRole("columnheader", { name: "Repository" }).getByRole("link").click();
    await page.waitForURL(/\?sort=repo$/u);
    await page.getByRole("columnheader", { name: "Repository" }).getByRole("link").click();
    await page.waitForURL(/\?sort=-repo$/u);
    expect(await readRepos(page)).toEqual(["team/nightly", "acme/web", "acme/api"]);
    expect(await sorted()).toBe("Repository ↑");
    await isLive(page);
    feed.set(makeSnapshot({ pipelines: [...feed.getSnapshot().pipelines, make("acme/late")] }));
    await expect
      .poll(() => readRepos(page))
      .toEqual(["team/nightly", "acme/web", "acme/late", "acme/api"]);
    await page.locator("#filter").fill("acme");
    await expect.poll(() => readRepos(page)).toEqual(["acme/web", "acme/late", "acme/api"]);
    expect(new URL(page.url()).searchParams.get("sort")).toBe("-repo");
    await page.getByRole("link", { name: "Mine" }).click();
    await page.waitForURL(/view=Mine&sort=-repo/u);
    await page.keyboard.press("s");
    await page.waitForURL(/view=Mine&sort=branch/u);
    await page.keyboard.press("S");
    await page.waitForURL(/view=Mine&sort=-branch/u);
    const strange = await fetch(`${url}/?sort=colour`);
    expect(strange.status).toBe(400);
  });

  it("works without any script: rows, filter and a reload by itself", async () => {
    const { url } = await startServer();
    const page = await browser.open(`${url}/?filter=status:failed`, { javaScriptEnabled: false });
    expect(await readRepos(page)).toEqual(["acme/api"]);
    expect(
      (await page.locator("noscript meta").count()) +
        (await page.locator("meta[http-equiv=refresh]").count()),
    ).toBeGreaterThan(0);
    await page.locator("#filter").fill("nightly");
    await page.locator("#filter").press("Enter");
    await page.waitForURL(/filter=nightly/u);
    expect(await readRepos(page)).toEqual(["team/nightly"]);
  });

  it("says which source is in trouble and marks its rows, as it happens", async () => {
    const { url, feed } = await startServer();
    const page = await browser.open(url);
    await isLive(page);
    const error = {
      kind: "timeout",
      message: "gh did not answer",
      hint: "check the server",
      status: null,
      since: new Date().toISOString(),
    } as const;
    const failing = makeTarget({ state: "failing", error });
    feed.set(
      makeSnapshot({
        sources: [
          makeSource({
            state: "failing",
            error,
            targets: [failing, { ...failing, id: "acme/web" }],
          }),
        ],
      }),
    );
    await page.getByText("gh did not answer").waitFor();
    expect(await page.locator("#trouble").innerText()).toContain("check the server");
    expect(await page.locator("#rows .row.old").count()).toBe(3);
    feed.set(makeSnapshot());
    await expect.poll(() => page.locator("#rows .row.old").count()).toBe(0);
    expect(await page.locator("#trouble li").count()).toBe(0);
  });

  it("says that the server is gone, keeps the rows, and comes back by itself with those of now", async () => {
    const { app, url, feed, desk } = await startServer();
    const page = await browser.open(url);
    await isLive(page);
    const isSamePage = await mark(page);
    await app.close();
    await page.getByText("connection lost").waitFor();
    expect(await readRepos(page)).toHaveLength(3);
    const again = makeFeed(makeSnapshot({ pipelines: [make("after/restart")] }));
    await startServer({ feed: again, desk, port: Number(new URL(url).port) });
    await expect.poll(() => readRepos(page), { timeout: 25_000 }).toEqual(["after/restart"]);
    await isLive(page);
    expect(feed.countListeners()).toBe(0);
    expect(await isSamePage()).toBe(true);
  }, 60_000);

  it("fits a phone and a wall: nothing is wider than the screen, and no word is lost", async () => {
    const long = make("a-very-long-owner-name/with-a-repository-name-that-does-not-end", {
      branch: "renovate/major-a-very-long-branch-name-that-goes-on-and-on",
      status: "failed",
    });
    const { url } = await startServer({
      feed: makeFeed(makeSnapshot({ pipelines: [long, make("a/b")] })),
    });
    for (const [width, height, path] of [
      [360, 740, "/"],
      [820, 1100, "/"],
      [1280, 800, "/"],
      [3840, 2160, "/?kiosk"],
    ] as const) {
      const page = await browser.open(url + path, { viewport: { width, height } });
      const wide = await page.evaluate("document.documentElement.scrollWidth");
      expect(wide, `${width} columns`).toBeLessThanOrEqual(width);
      expect(await page.locator("#rows .row").first().isVisible()).toBe(true);
    }
    const wall = await browser.open(`${url}/?kiosk`, { viewport: { width: 1920, height: 1080 } });
    expect(await wall.locator("#tools").isVisible()).toBe(false);
  });

  it("shows hostile names as they are, and runs nothing of theirs", async () => {
    const evil = `<img src=x onerror="window.isHacked=true">'"&`;
    const feed = makeFeed(
      makeSnapshot({
        pipelines: [
          make(evil, {
            branch: evil,
            workflow: evil,
            actor: evil,
            commit: { sha: evil, message: evil },
          }),
        ],
      }),
    );
    const { url } = await startServer({ feed });
    const page = await browser.open(`${url}/?filter=${encodeURIComponent('repo:"<img"')}`);
    await isLive(page);
    expect(await readRepos(page)).toEqual([evil]);
    feed.set(
      makeSnapshot({ pipelines: [make(evil, { status: "failed", branch: evil, workflow: evil })] }),
    );
    await page.locator("#rows .row.failed").waitFor();
    expect(await readRepos(page)).toEqual([evil]);
    expect(await page.evaluate("window.isHacked")).toBeUndefined();
    expect(await page.locator("#board img").count()).toBe(0);
  });
});
