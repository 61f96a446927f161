import type { KeyContext } from "../../ui/keys/key-binding.ts";
import { KEY_TABLE } from "../../ui/keys/key-table.ts";
import { showKeys } from "../../ui/keys/show-key.ts";

const SIGN_WIDTH = 16;

/** Where keys work, and what that is called; each key is told where it first works. */
const PLACES: readonly (readonly [string, readonly KeyContext[]])[] = [
  ["Over the table", ["table"]],
  ["Over an open run", ["run"]],
  ["Over a log", ["log"]],
  ["Where an answer is wanted", ["confirm"]],
  ["While typing", ["filter", "picker", "search"]],
  ["Elsewhere", ["help"]],
];

/** Composes all keys as text for a page; they are those of the table of keys, whatever is in it. */
export function composeKeyHelp(ascii: boolean): string {
  const told = new Set<unknown>();
  const blocks = PLACES.flatMap(([title, contexts]) => {
    const bindings = KEY_TABLE.filter(
      (binding) => !told.has(binding) && binding.contexts.some((it) => contexts.includes(it)),
    );
    for (const binding of bindings) told.add(binding);
    const lines = bindings.map(
      ({ keys, help }) => `  ${showKeys(keys, ascii).padEnd(SIGN_WIDTH)}${help}`,
    );
    return lines.length === 0 ? [] : [[title, ...lines].join("\n")];
  });
  return `${blocks.join("\n\n")}\n`;
}
