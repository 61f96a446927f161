import type { KeyContext } from "../../ui/keys/key-binding.ts";
import { KEY_TABLE } from "../../ui/keys/key-table.ts";
import { showKeys } from "../../ui/keys/show-key.ts";

const SIGN_WIDTH = 16;

/** What each place where keys work is called; each key is told where it first works. */
const TITLES: Readonly<Record<KeyContext, string>> = {
  table: "Over the table",
  run: "Over an open run",
  log: "Over a log",
  confirm: "Where an answer is wanted",
  form: "Over the form for a new run",
  filter: "While typing",
  picker: "While typing",
  search: "While typing",
  help: "In the help",
};

/** Composes all keys as text for a page; they are those of the table of keys, whatever is in it. */
export function composeKeyHelp(ascii: boolean): string {
  const told = new Set<unknown>();
  const blocks = [...new Set(Object.values(TITLES))].flatMap((title) => {
    const bindings = KEY_TABLE.filter(
      (binding) => !told.has(binding) && binding.contexts.some((it) => TITLES[it] === title),
    );
    for (const binding of bindings) told.add(binding);
    const lines = bindings.map(
      ({ keys, help }) => `  ${showKeys(keys, ascii).padEnd(SIGN_WIDTH)}${help}`,
    );
    return lines.length === 0 ? [] : [[title, ...lines].join("\n")];
  });
  return `${blocks.join("\n\n")}\n`;
}
