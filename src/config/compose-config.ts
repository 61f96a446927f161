import type { ProviderKind } from "../model/pipeline-run.ts";
import { PUBLIC_URLS } from "./source-name.ts";

/** A token or user as it is written: a variable, a login, or the very text. */
export type WrittenSecret = string | { readonly env: string } | { readonly login: "gh" | "glab" };

/** A source to write down. */
export interface WrittenSource {
  readonly provider: ProviderKind;
  readonly url: string;
  /** Repositories, projects or jobs; empty for all jobs of a Jenkins. */
  readonly names: readonly string[];
  readonly user: WrittenSecret | null;
  readonly token: WrittenSecret | null;
}

const HEAD = `# What cimon watches. Every key: cimon config --schema; what is in force: cimon config
# yaml-language-server: $schema=./node_modules/cimon/schema.json
`;

const REST = `
# interval: 30s               # between two polls of what changed within the hour
# theme: dark                 # or light, high-contrast, colour-blind, none
# readOnly: true              # offers nothing that changes anything
# views:                      # on the keys 1 to 9
#   - { name: Mine, filter: "actor:@me" }
#   - { name: Failing, filter: "status:failed" }
`;

const KEYS = { github: "repos", gitlab: "projects", jenkins: "jobs" } as const;

/** Writes a configuration in YAML, with comments on what else there is. */
export function composeConfig(sources: readonly WrittenSource[]): string {
  return `${HEAD}sources:\n${sources.map(composeSource).join("\n")}${REST}`;
}

function composeSource({ provider, url, names, user, token }: WrittenSource): string {
  const isPublic = provider !== "jenkins" && url === PUBLIC_URLS[provider];
  const lines = [
    `  - provider: ${provider}`,
    ...(isPublic ? [] : [`    url: ${quote(url)}`]),
    ...composeNames(provider, names),
    '    # branches: [main, "release/*"]',
    ...(user === null ? [] : [`    user: ${composeSecret(user)}`]),
    token === null
      ? "    # token: { env: NAME_OF_A_VARIABLE }"
      : `    token: ${composeSecret(token)}`,
  ];
  return `${lines.join("\n")}\n`;
}

function composeNames(provider: ProviderKind, names: readonly string[]): readonly string[] {
  if (names.length === 0) return ['    # jobs: ["team/**", "!team/sandbox/**"]'];
  return [`    ${KEYS[provider]}:`, ...names.map((name) => `      - ${quote(name)}`)];
}

function composeSecret(secret: WrittenSecret): string {
  if (typeof secret === "string") return quote(secret);
  return "env" in secret ? `{ env: ${quote(secret.env)} }` : `{ login: ${secret.login} }`;
}

/** As it is where YAML takes it for a text whatever it holds, else as a JSON text, which is YAML too. */
function quote(text: string): string {
  return /^[A-Za-z][\w-]*(?:[./][\w-]+)*$/u.test(text) &&
    !/^(?:true|false|yes|no|on|off|null|y|n)$/iu.test(text)
    ? text
    : JSON.stringify(text);
}
