import { type Bench, limitRow } from "./bench-row.ts";
import { type PlainRepo, startPlainGithub } from "./plain-github.ts";
import { makeWideRepo } from "./plain-repos.ts";
import { openScreen } from "./screen-program.ts";
import { sleep } from "./sleep.ts";
import { median } from "./statistics.ts";

const CHANGES = 8;

/** Ink marks where a frame begins, for terminals that draw it at once. */
const FRAME_START = "\u001b[?2026h";
const SGR = /\u001b\[[\d;]*m/gu;

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
      await program.waitFor("rows", (lines) => lines.join("\n").includes(" running "));
      await sleep(3_000);
      let output = "";
      program.listen(({ text }) => {
        output += text;
      });
      const sizes: number[] = [];
      for (let index = 0; index < CHANGES; index += 1) {
        const word = index % 2 === 0 ? " queued" : " running";
        await sleep(1_200);
        output = "";
        change();
        await program.waitFor(`a row${word}`, (lines) =>
          lines.some((line) => line.includes(repo.name) && line.includes(`${word} `)),
        );
        // A frame may come in several pieces.
        await sleep(30);
        sizes.push(measureFrame(output, word));
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

/** The bytes of the frame in which a word came, with the marks around it. */
function measureFrame(output: string, word: string): number {
  const frames = output.split(FRAME_START).slice(1);
  const frame = frames.find((text) => text.replaceAll(SGR, "").includes(`${word} `)) ?? "";
  if (frame === "") throw new Error(`no frame brought${word}`);
  return Buffer.byteLength(FRAME_START + frame);
}
