import { type Bench, limitRow } from "./bench-row.ts";
import { type PlainRepo, startPlainGithub } from "./plain-github.ts";
import { makeWideRepo } from "./plain-repos.ts";
import { openScreen } from "./screen-program.ts";
import { sleep } from "./sleep.ts";
import { median } from "./statistics.ts";

const CHANGES = 8;

/** A hundred rows of which one goes back and forth between queued and running. */
function makeFlickering(startMs: number) {
  let changes = 0;
  const { runsAt, ...repo } = makeWideRepo(0, 1, startMs);
  const flickering: PlainRepo = {
    ...repo,
    runsAt(nowMs) {
      const [first, ...rest] = runsAt(nowMs);
      if (!first) return rest;
      const status = changes % 2 === 0 ? "in_progress" : "queued";
      return [{ ...first, status, updatedMs: startMs + changes * 1_000 }, ...rest];
    },
  };
  return {
    repo: flickering,
    change() {
      changes += 1;
    },
  };
}

/** What a changed row sends to the terminal, over a remote shell perhaps. */
export const benchBytes: Bench = {
  name: "bytes",
  async run() {
    const { repo, change } = makeFlickering(Date.now());
    const server = await startPlainGithub([repo], Date.now);
    const screen = await openScreen({ url: server.url, repos: [repo.name] });
    const { program } = screen;
    try {
      const count = (word: string) =>
        program.lines().filter((line) => new RegExp(` ${word} `, "u").test(line)).length;
      await program.waitFor("rows", () => count("running") > 0);
      await sleep(3_000);
      const sizes: number[] = [];
      for (let index = 0; index < CHANGES; index += 1) {
        const queued = index % 2 === 0;
        change();
        const chunk = await program.waitFor(
          "the change",
          (lines) => lines.some((line) => /\bqueued\b/u.test(line.slice(0, 120))) === queued,
        );
        sizes.push(chunk.bytes);
        await sleep(1_200);
      }
      const bytes = median(sizes);
      return [
        limitRow("bytes written when one row changes", bytes, 300, {
          measured: `${bytes} (${Math.min(...sizes)} to ${Math.max(...sizes)})`,
          goal: "under 300",
        }),
      ];
    } finally {
      screen.close();
      await server.close();
    }
  },
};
