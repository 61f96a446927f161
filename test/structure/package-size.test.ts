import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

interface Packed {
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

function pack(): Packed {
  const args = ["pack", "--dry-run", "--json", "--ignore-scripts", "--offline"];
  const options = { cwd: join(import.meta.dirname, "../.."), encoding: "utf8" } as const;
  const stdout = execFileSync("npm", args, { ...options, stdio: ["ignore", "pipe", "ignore"] });
  // A list until npm 11, by names since.
  const [packed] = Object.values<Packed>(JSON.parse(stdout));
  if (packed === undefined) throw new Error("npm packed nothing");
  return packed;
}

it("the package holds all that runs in under 1.5 MB", () => {
  const { unpackedSize, files } = pack();
  const paths = files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(["bin/cimon.js", "dist/cimon.js", "man/cimon.1.gz", "schema.json"]),
  );
  expect(unpackedSize).toBeGreaterThan(500_000);
  expect(unpackedSize).toBeLessThan(1_500_000);
});
