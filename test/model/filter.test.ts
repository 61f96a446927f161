import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFilter } from "../../src/model/filter.ts";
import { createFilterMatcher } from "../../src/model/filter-matcher.ts";
import type { Pipeline } from "../../src/model/pipeline.ts";
import { ago, makePipeline, NOW } from "../ui/make-pipeline.ts";

const API = makePipeline({ status: "failed", actor: "ana" });
const WEB = makePipeline({
  repo: "acme/web-app",
  branch: "feat/login",
  workflow: "e2e tests",
  status: "running",
  actor: "bo",
  event: "pull_request",
  commit: { sha: null, message: "Let people in" },
  startedAt: ago(30),
});
const NIGHTLY = makePipeline({
  source: "lab",
  repo: "team/nightly",
  branch: "release/日本",
  workflow: "schedule",
  event: "schedule",
  actor: null,
  status: "success",
  finishedAt: ago(2 * 86_400),
  commit: { sha: null, message: null },
});
const ALL: readonly Pipeline[] = [API, WEB, NIGHTLY];

function matching(text: string, options: { me?: string[]; bulk?: boolean } = {}): string[] {
  const { filter } = parseFilter(text);
  const me = options.me ?? [];
  const context = options.bulk ? { now: NOW, me, among: ALL } : { now: NOW, me };
  return ALL.filter(createFilterMatcher(filter, context)).map((pipeline) => pipeline.repo);
}

const API_NAME = "acme/api";
const WEB_NAME = "acme/web-app";
const NIGHTLY_NAME = "team/nightly";

describe("a filter", () => {
  it.each<[string, string[]]>([
    ["", [API_NAME, WEB_NAME, NIGHTLY_NAME]],
    ["acme", [API_NAME, WEB_NAME]],
    ["ACME", [API_NAME, WEB_NAME]],
    ["webapp", [WEB_NAME]],
    ["wbapp", [WEB_NAME]],
    ["acme login", [WEB_NAME]],
    ["refresh", [API_NAME]],
    ["ana", [API_NAME]],
    ["日本", [NIGHTLY_NAME]],
    ["-acme", [NIGHTLY_NAME]],
    ['"Let people"', [WEB_NAME]],
    ['"people Let"', []],
    ["repo:api", [API_NAME]],
    ["repo:acme/*", [API_NAME, WEB_NAME]],
    ["repo:ACME/*", [API_NAME, WEB_NAME]],
    ["repo:acme*", []],
    ["repo:api,nightly", [API_NAME, NIGHTLY_NAME]],
    ["-repo:acme/*", [NIGHTLY_NAME]],
    ["branch:feat", [WEB_NAME]],
    ["branch:release/*", [NIGHTLY_NAME]],
    ['workflow:"e2e tests"', [WEB_NAME]],
    ['workflow:"e2e t', [WEB_NAME]],
    ["source:lab", [NIGHTLY_NAME]],
    ["event:pull", [WEB_NAME]],
    ["actor:bo", [WEB_NAME]],
    ["actor:@me", []],
    ["status:failed", [API_NAME]],
    ["status:failing", [API_NAME]],
    ["status:fail", [API_NAME]],
    ["status:passing,running", [WEB_NAME, NIGHTLY_NAME]],
    ["-status:success", [API_NAME, WEB_NAME]],
    ["age:<1m", [WEB_NAME]],
    ["age:<5m", [API_NAME, WEB_NAME]],
    ["age:>1d", [NIGHTLY_NAME]],
    ["age:1h", [API_NAME, WEB_NAME]],
    ["repo:acme status:running", [WEB_NAME]],
    ["repo:", [API_NAME, WEB_NAME, NIGHTLY_NAME]],
    ["age:<", [API_NAME, WEB_NAME, NIGHTLY_NAME]],
    ["-", [API_NAME, WEB_NAME, NIGHTLY_NAME]],
  ])("%j leaves %j", (text, expected) => {
    expect(matching(text)).toEqual(expected);
    expect(matching(text, { bulk: true })).toEqual(expected);
  });

  it("takes actor:@me for any of the given logins", () => {
    expect(matching("actor:@me", { me: ["Ana", "nobody"] })).toEqual([API_NAME]);
    expect(matching("-actor:@me", { me: ["ana"] })).toEqual([WEB_NAME, NIGHTLY_NAME]);
  });

  it.each([
    [
      "colour:red",
      "colour: is unknown; there are repo branch workflow source actor event status age",
    ],
    ["age:soon", "age:soon is no age; write age:<2h or age:>1d"],
    ["status:fine", /^status:fine is unknown; there are failed /u],
  ])("names what it cannot read in %j and goes on without it", (text, problem) => {
    const parsed = parseFilter(`${text} repo:api`);
    expect(parsed.problems).toEqual([
      typeof problem === "string" ? problem : expect.stringMatching(problem),
    ]);
    expect(parsed.filter.terms).toHaveLength(1);
  });

  it("never throws, whatever is typed, and neither does its test", () => {
    const piece = fc.constantFrom(
      "repo:",
      "status:",
      "age:<",
      "-",
      '"',
      ",",
      "*",
      "[",
      "(",
      "{",
      "!",
    );
    const text = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 6 })))
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (typed) => {
        const { filter } = parseFilter(typed);
        const matches = createFilterMatcher(filter, { now: NOW, me: [], among: ALL });
        expect(ALL.map(matches)).toHaveLength(3);
      }),
    );
  });

  it("keeps the searched texts it was lent", () => {
    const haystacks = new WeakMap<Pipeline, string>();
    const { filter } = parseFilter("acme");
    ALL.filter(createFilterMatcher(filter, { now: NOW, me: [], among: ALL, haystacks }));
    expect(haystacks.get(API)).toBe("acme/api main ci ana fix token refresh");
  });
});
