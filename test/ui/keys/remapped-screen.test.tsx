import { expect, it } from "vitest";
import { showScreen } from "../show-screen.tsx";

it("does by a key of one's own what the help and the footer say it does", async () => {
  const keys = { down: ["n"], help: ["H"], refresh: ["ctrl-r"] };
  const screen = await showScreen({ rows: 40, settings: { keys } });
  expect(screen.lines().at(-1)).toMatch(/↑ n move .*ctrl-r refresh .*H help/u);
  await screen.press("n");
  await screen.until("2/3");
  await screen.press("j", "?");
  expect(screen.lines().at(-1)).toMatch(/2\/3/u);
  await screen.press("\x12");
  expect(screen.feed.refreshed).toEqual([undefined]);
  await screen.press("H");
  await screen.until(/\bn +next row/u);
  expect(screen.text()).toMatch(/ctrl-r +ask the servers now/u);
  expect(screen.text()).not.toMatch(/j ↓/u);
});
