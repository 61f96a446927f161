import { parseArgs } from "node:util";
import type { OptionSpec } from "./option-spec.ts";

interface ReadSpec extends OptionSpec {
  /** `log-file`, `no-color`. */
  readonly name: string;
  readonly short: string | null;
  readonly hasValue: boolean;
}

/**
 * Reads arguments as commander would by the same table, without loading it. Null where it had something
 * to say: help, a mistake, or anything out of the ordinary; then let it read them.
 */
export function parseQuickly(
  args: readonly string[],
  specs: readonly OptionSpec[],
): Readonly<Record<string, unknown>> | null {
  const read = specs.map(readSpec);
  const values = parseStrictly(args, read);
  if (values === null) return null;
  const options: Record<string, unknown> = {};
  for (const { name, hasValue, isRepeatable, initial, choices } of read) {
    const given = values[name];
    if (choices && !(given ?? []).every((value) => choices.includes(String(value)))) return null;
    // What is given twice and cannot be holds as it was given last.
    const value = isRepeatable ? given : (given?.at(-1) ?? initial);
    if (!hasValue && name.startsWith("no-")) options[toKey(name.slice(3))] = value === undefined;
    else if (value !== undefined) options[toKey(name)] = value;
  }
  return options;
}

function readSpec(spec: OptionSpec): ReadSpec {
  const match = /^(?:-(?<short>\w), )?--(?<name>[\w-]+)(?<value> <.+>)?$/u.exec(spec.flags)?.groups;
  if (match?.name === undefined) throw new Error(`not an option: ${spec.flags}`);
  const { short = null, name, value } = match;
  return { ...spec, name, short, hasValue: value !== undefined };
}

function parseStrictly(
  args: readonly string[],
  specs: readonly ReadSpec[],
): Readonly<Record<string, readonly (string | boolean)[] | undefined>> | null {
  const options = Object.fromEntries(
    specs.map(({ name, short, hasValue }) => {
      const type = hasValue ? ("string" as const) : ("boolean" as const);
      return [name, { type, multiple: true as const, ...(short === null ? {} : { short }) }];
    }),
  );
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch {
    return null;
  }
}

function toKey(name: string): string {
  return name.replace(/-(\w)/gu, (_, letter: string) => letter.toUpperCase());
}
