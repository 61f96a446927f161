import { checkFileMode } from "./check-file-mode.ts";
import { toKeyMap } from "./check-keys.ts";
import type { ConfigDocument } from "./config-document.ts";
import { ConfigError } from "./config-error.ts";
import { formatPath } from "./config-path.ts";
import { parseDuration } from "./parse-duration.ts";
import { readAuthority } from "./read-authority.ts";
import { type CredentialStores, resolveCredentials } from "./resolve-credentials.ts";
import type {
  ConfigInput,
  ConfigOrigin,
  ResolvedConfig,
  ResolvedSource,
  WatchedSource,
} from "./resolved-config.ts";
import { sourceName, sourceUrl } from "./source-name.ts";

const DEFAULT_INTERVAL_MS = 30_000;
const CA_STEP = 'give "ca" the path of a PEM file, relative to the configuration';

type SourceInput = ConfigInput["sources"][number];

/** What a configuration is resolved with. */
export interface ResolveOptions extends CredentialStores {
  readonly document: ConfigDocument;
  readonly origin: ConfigOrigin;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/**
 * Fills in defaults and credentials. Throws one {@link ConfigError} for all variables that are
 * missing.
 */
export async function resolveConfig(
  input: ConfigInput,
  { document, origin, platform, home, ...stores }: ResolveOptions,
): Promise<ResolvedConfig> {
  const resolved = await Promise.all(
    input.sources.map(async (source, index) => {
      const { host } = new URL(sourceUrl(source));
      const place = { document, index, name: sourceName(source), host };
      const { faults, ...credentials } = await resolveCredentials(source, place, stores);
      const { ca, problem } = await readAuthority(source.ca, place, home);
      const caFaults = problem === null ? [] : [{ problem, nextStep: CA_STEP }];
      const parts = { ...toWatchedSource(source), ...credentials, ca };
      return { source: parts, faults: [...faults, ...caFaults] };
    }),
  );
  const faults = resolved.flatMap((found) => found.faults);
  if (faults[0] !== undefined) {
    const problems = faults.map(({ problem }) => problem);
    throw new ConfigError(document.file, problems, faults[0].nextStep);
  }
  const sources = resolved.map(({ source }) => source);
  return {
    ...toSettings(input),
    file: document.file,
    origin,
    sources,
    warnings: await findWarnings(sources, document, platform),
  };
}

/** Everything but the sources, with defaults. */
export function toSettings(input: Omit<ConfigInput, "sources">) {
  return {
    intervalMs: parseDuration(input.interval ?? "") ?? DEFAULT_INTERVAL_MS,
    views: input.views ?? [],
    notify: input.notify ?? [],
    keys: toKeyMap(input.keys ?? {}),
    theme: input.theme ?? "dark",
    readOnly: input.readOnly ?? false,
    title: input.title ?? true,
    ascii: input.ascii ?? false,
    screenReader: input.screenReader ?? false,
    mouse: input.mouse ?? false,
    server: input.server ?? null,
  };
}

/** A source as it stands in a file, with defaults, and without what it signs in with. */
export function toWatchedSource(source: SourceInput): WatchedSource {
  const base = {
    name: sourceName(source),
    url: sourceUrl(source),
    branches: source.branches ?? [],
  };
  switch (source.provider) {
    case "github":
      return { ...base, provider: source.provider, repos: source.repos };
    case "gitlab":
      return { ...base, provider: source.provider, projects: source.projects };
    case "jenkins":
      return { ...base, provider: source.provider, jobs: source.jobs ?? [] };
  }
}

async function findWarnings(
  sources: readonly ResolvedSource[],
  document: ConfigDocument,
  platform: NodeJS.Platform,
): Promise<readonly string[]> {
  const index = sources.findIndex(({ credentialFrom }) => credentialFrom === "literal");
  if (index === -1) return [];
  const path = formatPath([...document.root, "sources", index, "token"]);
  const warning = await checkFileMode(document.file, path, platform);
  return warning === null ? [] : [warning];
}
