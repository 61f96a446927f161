import { describe, expect, it } from "vitest";
import { findSnapshotPath, type Watched } from "../../src/cli/watched-files.ts";
import { createCredentials, type ResolvedGithubSource } from "../../src/config/resolved-config.ts";

describe("the snapshot's path", () => {
  const source: ResolvedGithubSource = {
    provider: "github",
    name: "gh",
    url: "https://github.com",
    repos: ["acme/*"],
    branches: ["main"],
    ca: null,
    credentialFrom: "env",
    credentials: createCredentials(null, "one"),
  };
  const watched: Watched = {
    file: "/home/ana/.cimonrc.json",
    sources: [source],
    repos: [],
    branches: [],
  };
  const pathOf = (fields: Partial<Watched> = {}) =>
    findSnapshotPath("/cache", { ...watched, ...fields });

  it("is the same for ever", () => {
    expect(pathOf()).toBe("/cache/snapshot-534d5ef54dd4dfe2.json");
  });

  it("does not depend on the token", () => {
    const other = { ...source, credentials: createCredentials(null, "two") };
    expect(pathOf({ sources: [other] })).toBe(pathOf());
  });

  it("is another one for whatever else is watched", () => {
    const jenkins = {
      provider: "jenkins",
      name: "ci",
      url: "https://ci.example.com",
      jobs: [],
      branches: [],
      ca: null,
      credentialFrom: "none",
      credentials: createCredentials(null, null),
    } as const;
    const paths = [
      pathOf(),
      pathOf({ file: null }),
      pathOf({ file: "/home/ana/other.json" }),
      pathOf({ repos: ["acme/api"] }),
      pathOf({ branches: ["acme/api"] }),
      pathOf({ sources: [{ ...source, repos: ["acme/api"] }] }),
      pathOf({ sources: [{ ...source, branches: [] }] }),
      pathOf({ sources: [{ ...source, url: "https://github.example.com" }] }),
      pathOf({ sources: [{ ...source, name: "hub" }] }),
      pathOf({ sources: [source, jenkins] }),
    ];
    expect(new Set(paths).size).toBe(paths.length);
  });
});
