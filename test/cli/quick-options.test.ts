import { Command } from "commander";
import fc from "fast-check";
import { expect, it } from "vitest";
import { LIST_OPTIONS } from "../../src/cli/list/list-options.ts";
import type { OptionSpec } from "../../src/cli/option-spec.ts";
import { addOptions, COMMON_OPTIONS } from "../../src/cli/options.ts";
import { parseQuickly } from "../../src/cli/quick-options.ts";
import { STATUS_OPTIONS } from "../../src/cli/status/status-options.ts";
import { WATCH_OPTIONS } from "../../src/cli/watch-options.ts";

const SPECS: readonly OptionSpec[] = [...STATUS_OPTIONS, ...COMMON_OPTIONS];

/** What is offered by each command that can do without commander. */
const COMMANDS: readonly (readonly [string, readonly OptionSpec[]])[] = [
  ["status", SPECS],
  ["list", [...LIST_OPTIONS, ...COMMON_OPTIONS]],
  ["the live table", [...COMMON_OPTIONS, ...WATCH_OPTIONS]],
];

/** What commander makes of the arguments; null where it refuses them. */
function parseByCommander(args: readonly string[], specs = SPECS): object | null {
  const command = addOptions(new Command("cimon"), specs)
    .exitOverride()
    .allowExcessArguments(false)
    .configureOutput({ writeOut: () => {}, writeErr: () => {} });
  try {
    return command.parse([...args], { from: "user" }).opts();
  } catch {
    return null;
  }
}

const VALUES = ["plain", "tmux", "a", "acme/*", "-x", "", "--", "status:failed", "10m", "=b"];

function createArgument(specs: readonly OptionSpec[]) {
  const flags = specs.flatMap((spec) => spec.flags.match(/--?[\w-]+/gu) ?? []);
  const assigned = fc.tuple(fc.constantFrom(...flags), fc.constantFrom(...VALUES));
  return fc.oneof(
    fc.constantFrom(...flags),
    fc.constantFrom(...VALUES),
    assigned.map(([flag, value]) => `${flag}=${value}`),
    fc.constantFrom("--help", "-h", "-V", "-cFILE", "-c=FILE", "--formt", "--json", "status"),
  );
}

it.each(COMMANDS)("reads whatever it reads exactly as commander does: %s", (_, specs) => {
  let quick = 0;
  fc.assert(
    fc.property(fc.array(createArgument(specs), { maxLength: 5 }), (args) => {
      const options = parseQuickly(args, specs);
      if (options === null) return;
      quick += 1;
      expect(options).toEqual(parseByCommander(args, specs));
    }),
    { numRuns: 3_000, seed: 7 },
  );
  expect(quick).toBeGreaterThan(300);
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
