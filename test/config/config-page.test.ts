import { expect, it } from "vitest";
import { composeConfigPage } from "./config-page.ts";

it("stands in docs/configuration.md with every key", async () => {
  const page = composeConfigPage();
  expect(page.match(/^\| `/gmu)?.length).toBeGreaterThan(40);
  expect(page).not.toMatch(/\| \|$/mu);
  await expect(page).toMatchFileSnapshot("../../docs/configuration.md");
});
