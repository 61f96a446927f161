import type { ProviderKind } from "../../src/model/pipeline-run.ts";
import type { SimulatedSource } from "../helpers/simulation.ts";

/** A server and the source that watches it. */
export interface HostPlan {
  readonly name: string;
  readonly vendor: ProviderKind;
  /** Repositories, projects, or the jobs of a Jenkins. */
  readonly repos: readonly string[];
  /** What the source is configured with. */
  readonly patterns: readonly string[];
  /** Requests an hour, null where the vendor has no such limit. */
  readonly hourlyLimit: number | null;
  /** False where all is counted, since nothing can be confirmed unchanged. */
  readonly hasEtags: boolean;
  /** True where the limit is so small that polls must be spread, and others spend of it, too. */
  readonly isShared: boolean;
}

const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);

const PLAIN = { patterns: [], hourlyLimit: null, hasEtags: false, isShared: false };

/** One GitHub that is found by a glob, and a small one behind a proxy that drops ETags. */
export const GITHUB_HOSTS: readonly HostPlan[] = [
  {
    ...PLAIN,
    name: "gh",
    vendor: "github",
    repos: [...names("acme/app-", 7), "tools/cli"],
    patterns: ["acme/*", "tools/cli"],
    hourlyLimit: 5_000,
    hasEtags: true,
  },
  {
    ...PLAIN,
    name: "small",
    vendor: "github",
    repos: names("corp/service-", 4),
    patterns: names("corp/service-", 4),
    hourlyLimit: 240,
    isShared: true,
  },
];

/** A GitLab and two Jenkins. */
export const OTHER_HOSTS: readonly HostPlan[] = [
  {
    ...PLAIN,
    name: "lab",
    vendor: "gitlab",
    repos: names("group/project-", 8),
    patterns: names("group/project-", 8),
    hasEtags: true,
  },
  { ...PLAIN, name: "ci", vendor: "jenkins", repos: names("job-", 6) },
  { ...PLAIN, name: "ci2", vendor: "jenkins", repos: names("build-", 4) },
];

/** The source that watches a host. */
export function toSource({ name, vendor, patterns }: HostPlan, url: string): SimulatedSource {
  const base = { source: name, url, token: "token" };
  switch (vendor) {
    case "github":
      return { ...base, provider: "github", repos: patterns };
    case "gitlab":
      return { ...base, provider: "gitlab", projects: patterns };
    case "jenkins": {
      // An API token: a password would want a crumb first.
      const token = "11".padEnd(34, "0");
      return { ...base, provider: "jenkins", user: "ana", token, jobs: patterns };
    }
  }
}
