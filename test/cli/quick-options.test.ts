import { Command } from "commander";
import fc from "fast-check";
import { expect, it } from "vitest";
import { addOptions, COMMON_OPTIONS } from "../../src/cli/options.ts";
import { parseQuickly } from "../../src/cli/quick-options.ts";
import { STATUS_OPTIONS } from "../../src/cli/status/status-options.ts";

const SPECS = [...STATUS_OPTIONS, ...COMMON_OPTIONS];

/** What commander makes of the arguments; null where it refuses them. */
function parseByCommander(args: readonly string[]): object | null {
  const command = addOptions(new Command("status"), SPECS)
    .exitOverride()
    .allowExcessArguments(false)
    .configureOutput({ writeOut: () => {}, writeErr: () => {} });
  try {
    return command.parse([...args], { from: "user" }).opts();
  } catch {
    return null;
  }
}

const FLAGS = SPECS.flatMap(({ flags }) => flags.match(/--?[\w-]+/gu) ?? []);
const VALUES = ["plain", "tmux", "a", "acme/*", "-x", "", "--", "status:failed", "10m", "=b"];

const argument = fc.oneof(
  fc.constantFrom(...FLAGS),
  fc.constantFrom(...VALUES),
  fc.tuple(fc.constantFrom(...FLAGS), fc.constantFrom(...VALUES)).map(([a, b]) => `${a}=${b}`),
  fc.constantFrom("--help", "-h", "-cFILE", "-c=FILE", "--formt", "--json", "status"),
);

it("reads whatever it reads exactly as commander does", () => {
  let quick = 0;
  fc.assert(
    fc.property(fc.array(argument, { maxLength: 5 }), (args) => {
      const options = parseQuickly(args, SPECS);
      if (options === null) return;
      quick += 1;
      expect(options).toEqual(parseByCommander(args));
    }),
    { numRuns: 5_000, seed: 7 },
  );
  expect(quick).toBeGreaterThan(500);
});

it.each([
  [[]],
  [["--format", "tmux"]],
  [["--format=tmux", "--no-color", "--filter", "actor:ana -repo:old"]],
  [["-c", "cimon.json", "--repo", "a/*", "--repo", "b/*", "--max-age", "10m"]],
])("needs nobody for what a status bar asks: %j", (args) => {
  expect(parseQuickly(args, SPECS)).toEqual(parseByCommander(args));
  expect(parseQuickly(args, SPECS)).not.toBeNull();
});

it.each([[["--help"]], [["--format", "xml"]], [["--formt", "tmux"]], [["extra"]], [["--repo"]]])(
  "leaves to commander whatever it has something to say about: %j",
  (args) => {
    expect(parseQuickly(args, SPECS)).toBeNull();
  },
);
