import { createJsonSchema } from "../../src/config/json-schema.ts";

/** A part of a JSON schema, as far as the page speaks of it. */
interface Part {
  readonly type?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Part>>;
  readonly required?: readonly string[];
  readonly items?: Part;
  readonly oneOf?: readonly Part[];
  readonly anyOf?: readonly Part[];
  readonly additionalProperties?: Part | boolean;
}

const INTRO = `# Configuration

This page is made from the schema that cimon checks a configuration with; \`cimon config --schema\` prints it whole, and
\`"$schema": "./node_modules/cimon/schema.json"\` gives it to an editor. [.cimonrc.example.json](../.cimonrc.example.json)
has every key.

cimon takes the first it finds: the file of \`--config\`; \`.cimonrc.json\`, \`.cimonrc.yaml\`, \`.cimonrc\` or a \`cimon\` key in
package.json in the working directory or a folder above; \`~/.config/cimon/config.json\` or \`.yaml\`; else the git remote of
the working directory. All are data: no configuration runs code. \`cimon config\` tells what is in force and from where.

In names and branches \`*\` stands for anything within a part of a path, \`**\` across parts, and a leading \`!\` takes out
again. A token or user is \`{"env": "NAME"}\`, read at start; \`{"login": "gh"}\` or \`{"login": "glab"}\` takes what that
program holds for the host; a literal works, and is warned about when others can read the file.
`;

/** The page of all keys of a configuration, as `docs/configuration.md` holds it. */
export function composeConfigPage(): string {
  const schema: Part = createJsonSchema();
  const sources = schema.properties?.sources?.items?.oneOf ?? [];
  const parts: readonly (readonly [string, Part | undefined])[] = [
    ["The whole", schema],
    ...sources.map((part) => [`A source: \`${part.properties?.provider?.const}\``, part] as const),
    ["A view: `views[]`", schema.properties?.views?.items],
    ["A rule: `notify[]`", schema.properties?.notify?.items],
    ["The server: `server`", schema.properties?.server],
    ["A user of the server: `server.users[]`", schema.properties?.server?.properties?.users?.items],
    ["Hooks: `server.webhooks`", schema.properties?.server?.properties?.webhooks],
  ];
  return [INTRO, ...parts.map(([title, part]) => composePart(title, part))].join("\n");
}

function composePart(title: string, part: Part | undefined): string {
  if (!part?.properties) throw new Error(`${title} is no longer in the schema`);
  const rows = Object.entries(part.properties).map(([name, value]) => {
    const needed = part.required?.includes(name) ? ", needed" : "";
    return `| \`${name}\` | ${describeType(value)}${needed} | ${escapeCell(value.description ?? "")} |`;
  });
  return [`## ${title}`, "", "| key | value | means |", "|---|---|---|", ...rows, ""].join("\n");
}

function describeType(part: Part): string {
  if (part.const !== undefined) return `\`${JSON.stringify(part.const)}\``;
  if (part.enum) return part.enum.map((word) => `\`${String(word)}\``).join(", ");
  if (part.items) return `list of ${describeType(part.items)}`;
  const choices = part.anyOf ?? part.oneOf;
  if (choices) return [...new Set(choices.map(describeType))].join(" or ");
  if (part.properties) return `\`{ ${Object.keys(part.properties).join(", ")} }\``;
  if (part.additionalProperties) return "object";
  return part.type === "string" ? "text" : (part.type ?? "anything");
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|");
}
