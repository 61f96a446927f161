import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GROUPINGS, groupPipelines } from "../../src/model/group.ts";
import { RUN_STATUSES } from "../../src/model/run-status.ts";
import { makePipeline } from "../ui/make-pipeline.ts";

const SHA = "9f31c0e2b7d14c3f8a56e0d9b1c2a3f4e5d6c7b8";
const OTHER = "1111111111111111111111111111111111111111";

const API = makePipeline({ repo: "acme/api", status: "failed" });
const API_MIRROR = makePipeline({ repo: "acme/api", source: "lab", provider: "gitlab" });
const WEB = makePipeline({
  repo: "acme/web",
  status: "running",
  commit: { sha: OTHER, message: null },
});
const NIGHT = makePipeline({
  repo: "team/nightly",
  source: "ci",
  provider: "jenkins",
  commit: { sha: SHA.toUpperCase(), message: null },
});
const BARE = makePipeline({ repo: "team/bare", commit: { sha: null, message: null } });

const titles = (...args: Parameters<typeof groupPipelines>) =>
  groupPipelines(...args).map(({ title, pipelines }) => [title, pipelines.length]);

describe("groups", () => {
  it("put one commit together whatever vendor built it, and what has none last", () => {
    expect(titles([BARE, NIGHT, WEB, API, API_MIRROR], "commit")).toEqual([
      ["9f31c0e Fix token refresh", 3],
      ["1111111", 1],
      ["no commit known", 1],
    ]);
  });

  it("tell repositories of one name apart by their source", () => {
    expect(titles([API, WEB, API_MIRROR], "repository")).toEqual([
      ["acme/api (gh)", 1],
      ["acme/web", 1],
      ["acme/api (lab)", 1],
    ]);
  });

  it("stand in the order of their first rows, statuses in that of their urgency", () => {
    expect(titles([NIGHT, API_MIRROR, API, WEB], "provider")).toEqual([
      ["Jenkins", 1],
      ["GitLab", 1],
      ["GitHub", 2],
    ]);
    const rows = RUN_STATUSES.map((status) => makePipeline({ status, repo: status })).toReversed();
    expect(titles(rows, "status").map(([title]) => title)).toEqual(RUN_STATUSES);
  });

  it("hold every row once, in its order, under a key of their own", () => {
    const anyRow = fc
      .record({
        repo: fc.constantFrom("a", "b", "c"),
        branch: fc.string(),
        source: fc.constantFrom("x", "y"),
        status: fc.constantFrom(...RUN_STATUSES),
        sha: fc.constantFrom(null, SHA, OTHER),
      })
      .map(({ sha, ...changes }) => makePipeline({ ...changes, commit: { sha, message: null } }));
    const kinds = GROUPINGS.flatMap((one) => (one === "none" ? [] : [one]));
    fc.assert(
      fc.property(fc.array(anyRow), fc.constantFrom(...kinds), (rows, grouping) => {
        const groups = groupPipelines(rows, grouping);
        expect(new Set(groups.flatMap(({ pipelines }) => pipelines))).toEqual(new Set(rows));
        expect(groups.reduce((sum, { pipelines }) => sum + pipelines.length, 0)).toBe(rows.length);
        expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
        for (const { pipelines } of groups) {
          expect(pipelines).toEqual(rows.filter((row) => pipelines.includes(row)));
        }
      }),
    );
  });
});
