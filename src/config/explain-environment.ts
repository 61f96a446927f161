import { cleanText } from "../model/clean-text.ts";

/** A variable that changes what cimon does. */
export interface ExplainedVariable {
  readonly name: string;
  /** Without the user and password that may stand in a proxy's address. */
  readonly value: string;
}

const PROXIES = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"];
const NAMES = [
  ...PROXIES.flatMap((name) => [name, name.toLowerCase()]),
  ...["NODE_EXTRA_CA_CERTS", "NODE_TLS_REJECT_UNAUTHORIZED", "NO_COLOR", "FORCE_COLOR"],
  ...["XDG_CONFIG_HOME", "XDG_CACHE_HOME"],
];

/** Lists the variables that are set, besides those a configuration names. */
export function explainEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): readonly ExplainedVariable[] {
  return NAMES.flatMap((name) => {
    const text = env[name];
    if (text === undefined || text === "") return [];
    const value = cleanText(text, 200).replace(/^(\w+:\/\/)?.*@/u, "$1***@");
    return [{ name, value }];
  });
}
