import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, describe, onTestFinished } from "vitest";

/** Debian's own; another by the variable that playwright's users know. */
const EXECUTABLE = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const FLAGS =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

/** Describes what is seen in a browser; where there is none, that is said and the tests are skipped. */
export function describeInBrowser(name: string, tests: () => void): void {
  const isThere = existsSync(EXECUTABLE);
  describe.skipIf(!isThere)(isThere ? name : `${name} (no browser at ${EXECUTABLE})`, tests);
}

/** Keeps one browser for the tests of a file. */
export function useBrowser(): {
  open(url: string, options?: BrowserContextOptions): Promise<Page>;
} {
  let browser: Promise<Browser> | null = null;
  afterAll(async () => (await browser)?.close());
  return {
    async open(url, options = {}) {
      browser ??= chromium.launch({ executablePath: EXECUTABLE, args: FLAGS.split(" ") });
      const context = await (await browser).newContext(options);
      onTestFinished(() => context.close());
      context.setDefaultTimeout(20_000);
      const page = await context.newPage();
      await page.goto(url);
      return page;
    },
  };
}
