import type { z } from "zod/mini";
import type { KeyMap } from "../model/key-actions.ts";
import type { configSchema } from "./schema.ts";

/** A configuration as it stands in a file, checked. */
export type ConfigInput = z.infer<typeof configSchema>;

/** Who wrote the configuration, as far as trust goes: a clone can bring its own to a folder. */
export type ConfigOrigin = "explicit" | "working-directory" | "user" | "git-remote";

/** Where a source's token came from; `login` is what `gh` or `glab` hold for that very host. */
export type CredentialOrigin = "env" | "literal" | "login" | "none";

/**
 * What a source signs in with. Its members are not enumerable, so that neither a log, nor
 * `JSON.stringify`, nor an inspected object shows them.
 */
export interface Credentials {
  readonly user: string | null;
  readonly token: string | null;
}

/** Certificates that a source trusts besides the known authorities'. */
export interface Authority {
  readonly file: string;
  readonly pem: string;
}

interface ResolvedSourceBase {
  readonly name: string;
  /** The address a person opens, without a slash at the end. */
  readonly url: string;
  /** Globs, `!` ones among them; empty for all branches. */
  readonly branches: readonly string[];
  readonly credentialFrom: CredentialOrigin;
  readonly credentials: Credentials;
  readonly ca: Authority | null;
}

/** A GitHub, with the names and globs of its repositories. */
export interface ResolvedGithubSource extends ResolvedSourceBase {
  readonly provider: "github";
  readonly repos: readonly string[];
}

/** A GitLab, with the paths and globs of its projects. */
export interface ResolvedGitlabSource extends ResolvedSourceBase {
  readonly provider: "gitlab";
  readonly projects: readonly string[];
}

/** A Jenkins, with the full names and globs of its jobs; empty for all of them. */
export interface ResolvedJenkinsSource extends ResolvedSourceBase {
  readonly provider: "jenkins";
  readonly jobs: readonly string[];
}

/** One source with everything a provider needs. */
export type ResolvedSource = ResolvedGithubSource | ResolvedGitlabSource | ResolvedJenkinsSource;

type WithoutLogin<Source> = Source extends unknown
  ? Omit<Source, "credentials" | "credentialFrom" | "ca">
  : never;

/** One source as far as it can be told without signing in. */
export type WatchedSource = WithoutLogin<ResolvedSource>;

/** The names and globs of what a source watches, whatever its vendor calls them. */
export function listConfigured(source: WatchedSource): readonly string[] {
  switch (source.provider) {
    case "github":
      return source.repos;
    case "gitlab":
      return source.projects;
    case "jenkins":
      return source.jobs;
  }
}

/** The configuration in force, defaults filled in. */
export interface ResolvedConfig {
  /** Where it was read from, null where it was derived from the git remote. */
  readonly file: string | null;
  readonly origin: ConfigOrigin;
  readonly intervalMs: number;
  readonly sources: readonly ResolvedSource[];
  readonly views: NonNullable<ConfigInput["views"]>;
  readonly notify: NonNullable<ConfigInput["notify"]>;
  /** The keys of actions, where they are not the built-in ones. */
  readonly keys: KeyMap;
  readonly theme: NonNullable<ConfigInput["theme"]>;
  readonly readOnly: boolean;
  /** False where the title of pane and window is left alone. */
  readonly title: boolean;
  readonly ascii: boolean;
  /** True where changes are said as lines instead of drawn. */
  readonly screenReader: boolean;
  readonly mouse: boolean;
  /** As it stands: only `cimon serve` needs its secrets, see `resolveServer`. */
  readonly server: ConfigInput["server"] | null;
  /** Sentences for a person; none of them stops anything. */
  readonly warnings: readonly string[];
}

/** Makes {@link Credentials}, kept out of logs and inspected objects. */
export function createCredentials(user: string | null, token: string | null): Credentials {
  return Object.freeze(
    Object.defineProperties({} as { user: string | null; token: string | null }, {
      user: { value: user },
      token: { value: token },
    }),
  );
}
