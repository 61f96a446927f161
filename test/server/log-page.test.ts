import { expect, it } from "vitest";
import { FAILED_JOBS, makeDesk } from "../ui/make-desk.ts";
import { startServer } from "./start-server.ts";

const LINE = /<div class="l \w+" id="L(\d+)">.*?<code>(.*?)<\/code>/gu;
const FOLLOW = /hx-get="([^"]+)"/u;

/** A page of a log that comes in pieces, and what follows each piece as a browser asks for it. */
async function startFollowed(pieces: readonly string[]) {
  const desk = makeDesk({
    log: async (position) => {
      const at = Number(position ?? 0);
      const isComplete = at >= pieces.length - 1;
      return { text: pieces[at] ?? "", position: String(at + 1), isComplete };
    },
  });
  const { url } = await startServer({ desk });
  const read = async (path: string) => {
    const text = await (await fetch(url + path)).text();
    const lines = [...text.matchAll(LINE)].map(([, number, line]) => `${number} ${line}`);
    const follow = FOLLOW.exec(text)?.[1]?.replaceAll("&amp;", "&") ?? null;
    return { lines, follow, text };
  };
  const job = encodeURIComponent(FAILED_JOBS[0]?.id ?? "");
  return { read, path: `/runs/gh/1/jobs/${job}` };
}

it("shows a line that comes in pieces as one, whose beginning makes way for the whole", async () => {
  const { read, path } = await startFollowed(["one\ntw", "", "o\nthr", "ee\nfour"]);
  const shown: string[][] = [];
  for (let next: string | null = path; next !== null; ) {
    const { lines, follow } = await read(next);
    shown.push(lines);
    next = follow;
  }
  expect(shown).toEqual([["1 one", "2 tw"], ["2 tw"], ["2 two", "3 thr"], ["3 three", "4 four"]]);
});

it("takes a part that goes on in the next piece for the same part, and its end for no line", async () => {
  const { read, path } = await startFollowed([
    "##[group]Setup\nfirst\nsec",
    "ond\n##[endgr",
    "oup]\nlast\n",
  ]);
  const first = await read(path);
  expect(first.lines).toEqual(["1 Setup", "2 first", "3 sec"]);
  const second = await read(first.follow ?? "");
  expect(second.lines[0]).toBe("3 second");
  const third = await read(second.follow ?? "");
  expect(third.lines).toEqual(["4 last"]);
  expect(third.follow).toBeNull();
});
