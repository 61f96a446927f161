import { formatPath } from "./config-path.ts";
import type { ExplainedValue } from "./explained-value.ts";
import type { ConfigInput } from "./resolved-config.ts";
import { sourceName, sourceUrl } from "./source-name.ts";

type SourceInput = ConfigInput["sources"][number];
type Secret = SourceInput["token"];

/** What a source's values are told from. */
interface SourceFacts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly lineOf: (path: readonly (string | number)[]) => number | null;
}

/** Tells the values of one source, defaults among them, and of its secrets the names only. */
export function explainSource(
  source: SourceInput,
  index: number,
  { env, lineOf }: SourceFacts,
): readonly ExplainedValue[] {
  const explain = (key: string, value: unknown): ExplainedValue => {
    const at = ["sources", index, key];
    const isGiven = Object.hasOwn(source, key);
    const from = isGiven ? "file" : "default";
    return { path: formatPath(at), value, from, line: isGiven ? lineOf(at) : null };
  };
  const explainSecret = (key: "user" | "token", secret: Secret): ExplainedValue => {
    const base = explain(key, secret ?? null);
    if (typeof secret === "string") return { ...base, value: "(not shown)", isSet: true };
    if (secret === undefined) return base;
    if ("login" in secret) return { ...base, from: "login" };
    return { ...base, from: "environment", isSet: Boolean(env[secret.env]?.trim()) };
  };
  return [
    explain("provider", source.provider),
    explain("name", sourceName(source)),
    explain("url", sourceUrl(source)),
    explain(...listTargets(source)),
    explain("branches", source.branches ?? []),
    ...(source.provider === "jenkins" ? [explainSecret("user", source.user)] : []),
    explainSecret("token", source.token),
    explain("ca", source.ca ?? null),
  ];
}

function listTargets(source: SourceInput): [string, readonly string[]] {
  switch (source.provider) {
    case "github":
      return ["repos", source.repos];
    case "gitlab":
      return ["projects", source.projects];
    case "jenkins":
      return ["jobs", source.jobs ?? []];
  }
}
