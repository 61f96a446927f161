import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const DIST = join(import.meta.dirname, "../../dist");

/** A file of the bundle and all that is read before it runs. */
function listRead(name: string, read = new Set<string>()): ReadonlySet<string> {
  if (read.has(name)) return read;
  read.add(name);
  const text = readFileSync(join(DIST, name), "utf8");
  for (const [, to] of text.matchAll(/\b(?:from|import)"\.\/([\w-]+\.js)"/gu)) {
    if (to !== undefined) listRead(to, read);
  }
  return read;
}

it("a start reads few files, and not much of them", () => {
  const read = [...listRead("cimon.js")];
  const text = read.map((name) => readFileSync(join(DIST, name), "utf8")).join("\n");
  expect(text).toContain("do not go together");
  expect(text.length).toBeGreaterThan(100_000);
  expect(text.length).toBeLessThan(250_000);
  expect(read.length).toBeLessThan(8);
});
