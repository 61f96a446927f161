import type { KeyBinding, KeyContext } from "../../../src/ui/keys/key-binding.ts";
import { isRemappable } from "../../../src/ui/keys/remap-keys.ts";
import { showKeys } from "../../../src/ui/keys/show-key.ts";

const TITLES: Readonly<Record<KeyContext, string>> = {
  table: "Over the table",
  run: "Over an open run",
  log: "Over a log",
  confirm: "Where a question is asked",
  filter: "While a filter is typed",
  form: "Over the form for a new run",
  picker: "In the list of repositories",
  search: "While something to find in a log is typed",
  help: "Over the help",
};

const HEAD = `# Keys

Made from the key table, as the help (\`?\`) is. An action with a name can be put on another key, or on several:

\`\`\`json
{ "keys": { "rerun": "ctrl-r", "down": ["n", "down"] } }
\`\`\`

A key is one character, \`up\` \`down\` \`left\` \`right\` \`home\` \`end\` \`pageup\` \`pagedown\` \`enter\` \`esc\` \`tab\`
\`backspace\` \`delete\` \`space\`, or \`ctrl-\` and a letter other than c, h, i, j and m. It takes the place of all built-in
keys of that action. Where a key would mean two things, cimon says which and ends with 2. ctrl-c always quits.
`;

/** The page of all keys, as `docs/keys.md` holds it. */
export function composeKeyPage(table: readonly KeyBinding[]): string {
  const parts = Object.entries(TITLES).map(([context, title]) => {
    const rows = table
      .filter(({ contexts }) => contexts.some((one) => one === context))
      .map((binding) => {
        const keys = showKeys(binding.keys, false)
          .split(" ")
          .map((key) => (key === "|" ? "`\\|`" : `\`${key}\``))
          .join(" ");
        const name = isRemappable(binding) ? `\`${binding.action}\`` : "";
        return `| ${keys} | ${name} | ${binding.help} |`;
      });
    return [`\n## ${title}\n`, "| key | action | does |", "|---|---|---|", ...rows].join("\n");
  });
  return `${[HEAD.trimEnd(), ...parts].join("\n")}\n`;
}
