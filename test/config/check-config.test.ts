import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.ts";
import { ConfigError } from "../../src/config/config-error.ts";
import { parseConfig } from "../../src/config/parse-config.ts";

const GITHUB = { provider: "github", repos: ["acme/api"] };
const GITLAB = { provider: "gitlab", projects: ["group/app"] };
const JENKINS = { provider: "jenkins", url: "https://ci.example.com" };

async function check(value: unknown) {
  return checkConfig(await parseConfig("/home/ana/.cimonrc.json", JSON.stringify(value, null, 2)));
}

async function problemsOf(value: unknown): Promise<readonly string[]> {
  try {
    await check(value);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.problems.every(({ line }) => line !== null)).toBe(true);
    return error.problems.map(({ path, message }) => `${path}: ${message}`);
  }
  return [];
}

describe("checkConfig", () => {
  it("takes the shortest configuration there is", async () => {
    expect(await check({ sources: [GITHUB] })).toEqual({ sources: [GITHUB] });
  });

  it("takes a key or several for an action", async () => {
    const keys = { rerun: "ctrl-r", down: ["n", "down"], quit: "Esc" };
    expect(await check({ sources: [GITHUB], keys })).toMatchObject({ keys });
  });

  it.each<[string, unknown, readonly string[]]>([
    [
      "an unknown action",
      { sources: [GITHUB], keys: { rerum: "r" } },
      ['keys.rerum: unknown action, did you mean "rerun"?; allowed: up, down, top,'],
    ],
    [
      "an unknown key",
      { sources: [GITHUB], keys: { rerun: "bakspace" } },
      ['keys.rerun: found "bakspace", did you mean "backspace"?; allowed: one character such as'],
    ],
    [
      "a key no terminal tells from another",
      { sources: [GITHUB], keys: { rerun: ["R", "ctrl-m"] } },
      ['keys.rerun: found "ctrl-m"; allowed: one character'],
    ],
    [
      "ctrl-c",
      { sources: [GITHUB], keys: { rerun: "ctrl-C" } },
      ["keys.rerun: ctrl-c always quits; allowed: another key"],
    ],
    ["a list at the root", [], [": found an empty list; allowed: an object with sources"]],
    ["no sources", {}, ["sources: missing; allowed: a list of sources, at least one"]],
    [
      "empty sources",
      { sources: [] },
      ["sources: found an empty list; allowed: a list of sources, at least one"],
    ],
    [
      "an unknown key at the root",
      { sources: [GITHUB], intervall: 3 },
      [
        'intervall: unknown key, did you mean "interval"?; allowed: $schema, interval, sources, views, notify, keys, theme, readOnly, title, ascii, screenReader, mouse',
      ],
    ],
    [
      "an unknown key that is like no other",
      { sources: [{ ...JENKINS, zebra: true }] },
      ["sources[0].zebra: unknown key; allowed: provider, name, url, jobs, branches, user, token"],
    ],
    [
      "a key of the wrong case",
      { sources: [GITHUB], readonly: true },
      [
        'readonly: unknown key, did you mean "readOnly"?; allowed: $schema, interval, sources, views, notify, keys, theme, readOnly, title, ascii, screenReader, mouse',
      ],
    ],
    [
      "a misspelt provider",
      { sources: [{ provider: "gitub", repos: ["a/b"] }] },
      [
        'sources[0].provider: found "gitub", did you mean "github"?; allowed: github, gitlab, jenkins',
      ],
    ],
    [
      "no provider",
      { sources: [{ repos: ["a/b"] }] },
      ["sources[0].provider: missing; allowed: github, gitlab, jenkins"],
    ],
    [
      "a source that is a text",
      { sources: ["acme/api"] },
      ['sources[0]: found "acme/api"; allowed: github, gitlab, jenkins'],
    ],
    [
      "repos that are missing",
      { sources: [{ provider: "github" }] },
      [
        'sources[0].repos: missing; allowed: a list of "owner/name", globs such as "owner/*" and exclusions such as "!owner/old"',
      ],
    ],
    [
      "repos that are empty",
      { sources: [{ ...GITHUB, repos: [] }] },
      [
        'sources[0].repos: found an empty list; allowed: a list of "owner/name", globs such as "owner/*" and exclusions such as "!owner/old"',
      ],
    ],
    [
      "repos that are a text",
      { sources: [{ ...GITHUB, repos: "acme/api" }] },
      [
        'sources[0].repos: found "acme/api"; allowed: a list of "owner/name", globs such as "owner/*" and exclusions such as "!owner/old"',
      ],
    ],
    [
      "a repository without owner, and an address",
      { sources: [{ ...GITHUB, repos: ["api", "https://github.com/acme/api"] }] },
      [
        'sources[0].repos[0]: found "api"; allowed: a list of "owner/name", globs such as "owner/*" and exclusions such as "!owner/old"',
        'sources[0].repos[1]: found "https://github.com/acme/api"; allowed: a list of "owner/name", globs such as "owner/*" and exclusions such as "!owner/old"',
      ],
    ],
    [
      "exclusions only",
      { sources: [{ ...GITLAB, projects: ["!group/old"] }] },
      [
        'sources[0].projects: found a list; allowed: a list of "group/name", globs such as "group/**" and exclusions such as "!group/old", at least one of them not an exclusion',
      ],
    ],
    [
      "empty jobs",
      { sources: [{ ...JENKINS, jobs: [] }] },
      [
        'sources[0].jobs: found an empty list; allowed: a list of full job names and globs such as "team/app", "team/**" and "!team/old/**"; leave it out for all jobs',
      ],
    ],
    [
      "empty branches",
      { sources: [{ ...GITHUB, branches: [] }] },
      [
        'sources[0].branches: found an empty list; allowed: a list of branch names and globs such as "main", "release/*" and "!renovate/*"',
      ],
    ],
    [
      "a Jenkins without address",
      { sources: [{ provider: "jenkins" }] },
      ['sources[0].url: missing; allowed: an address such as "https://ci.example.com"'],
    ],
    [
      "a bad address",
      { sources: [{ ...JENKINS, url: "ci.example.com" }] },
      [
        'sources[0].url: found "ci.example.com"; allowed: an http or https address such as "https://ci.example.com"',
      ],
    ],
    [
      "a token of the wrong kind, which is not shown",
      { sources: [{ ...GITHUB, token: 1234567 }] },
      [
        'sources[0].token: found a number (not shown); allowed: {"env": "NAME"} with the name of an environment variable, {"login": "gh"}, or the token itself',
      ],
    ],
    [
      "an empty token",
      { sources: [{ ...GITHUB, token: "" }] },
      ["sources[0].token: found an empty text"],
    ],
    [
      "a misspelt key of a token",
      { sources: [{ ...GITHUB, token: { evn: "GITHUB_TOKEN" } }] },
      [
        "sources[0].token.env: missing; allowed: the name of an environment variable, not the token itself",
        'sources[0].token.evn: unknown key, did you mean "env"?; allowed: env',
      ],
    ],
    [
      "a token in place of its variable's name, which is not shown",
      { sources: [{ ...GITHUB, token: { env: "ghp_s3cret" } }] },
      [
        "sources[0].token.env: found a text (not shown); allowed: the name of an environment variable, not the token itself",
      ],
    ],
    [
      "a user without token",
      { sources: [{ ...JENKINS, user: "ana" }] },
      ['sources[0].user: found "user" without "token"; allowed: both, or neither'],
    ],
    [
      "a token without user",
      { sources: [{ ...JENKINS, token: "s3cret" }] },
      ['sources[0].token: found "token" without "user"; allowed: both, or neither'],
    ],
    [
      "a name given twice",
      {
        sources: [
          { ...GITHUB, name: "ci" },
          { ...JENKINS, name: "CI" },
        ],
      },
      [
        'sources[1].name: also called "CI", like sources[0]; allowed: a "name" of its own for each source',
      ],
    ],
    [
      "two sources named by the same host",
      { sources: [GITHUB, GITLAB, GITHUB] },
      [
        'sources[2]: this source has no name and would be called "github.com", like sources[0]; allowed: a "name" of its own for each source',
      ],
    ],
    [
      "an interval too short",
      { sources: [GITHUB], interval: 1 },
      [
        'interval: found the number 1; allowed: seconds as a number, or a text such as "30s", "10m" or "1h", from 5 seconds to 24 hours',
      ],
    ],
    [
      "an interval too short as a text",
      { sources: [GITHUB], interval: "4s" },
      [
        'interval: found "4s"; allowed: seconds as a number, or a text such as "30s", "10m" or "1h", from 5 seconds to 24 hours',
      ],
    ],
    [
      "an interval that is no duration",
      { sources: [GITHUB], interval: "often" },
      [
        'interval: found "often"; allowed: seconds as a number, or a text such as "30s", "10m" or "1h", from 5 seconds to 24 hours',
      ],
    ],
    [
      "an interval of the wrong kind",
      { sources: [GITHUB], interval: true },
      [
        'interval: found the boolean true; allowed: seconds as a number, or a text such as "30s", "10m" or "1h", from 5 seconds to 24 hours',
      ],
    ],
    [
      "an unknown theme",
      { sources: [GITHUB], theme: "drak" },
      [
        'theme: found "drak", did you mean "dark"?; allowed: dark, light, high-contrast, colour-blind, none',
      ],
    ],
    [
      "a flag that is a text",
      { sources: [GITHUB], ascii: "yes" },
      ['ascii: found "yes"; allowed: true or false'],
    ],
    [
      "a key that is a number",
      { sources: [GITHUB], keys: { rerun: 1 } },
      ['keys.rerun: found the number 1; allowed: a key such as "R" or "ctrl-r", or a list of keys'],
    ],
    [
      "a notification for no view, by no way",
      {
        sources: [GITHUB],
        views: [{ name: "Mine", filter: "x" }],
        notify: [{ view: "Mien", on: ["broke"], by: ["bell"] }],
      },
      ['notify[0].view: found "Mien"; allowed: the name of a view ("Mine")'],
    ],
    [
      "a transition there is none of",
      { sources: [GITHUB], notify: [{ on: ["brok"], by: [] }] },
      [
        'notify[0].on[0]: found "brok", did you mean "broke"?; allowed: broke, fixed, slow, waiting',
        "notify[0].by: found an empty list; allowed: a list of bell, terminal, desktop",
      ],
    ],
    [
      "two views of one name",
      {
        sources: [GITHUB],
        views: [
          { name: "A", filter: "x" },
          { name: "A", filter: "y" },
        ],
      },
      ['views[1].name: also called "A", like views[0]; allowed: a name of its own for each view'],
    ],
  ])("names what is wrong with %s", async (_what, value, expected) => {
    const problems = await problemsOf(value);
    expect(problems).toHaveLength(expected.length);
    for (const [index, message] of expected.entries()) expect(problems[index]).toContain(message);
    expect(problems.join()).not.toMatch(/s3cret|1234567/u);
  });

  it("keeps escape sequences of a file out of the message", async () => {
    const [problem] = await problemsOf({
      sources: [{ ...GITHUB, repos: ["\u001b[31mred\u001b[0m"] }],
    });
    expect(problem).toContain('found "red"');
  });

  it("gives one sentence with file, line and path for one problem", async () => {
    await expect(check({ sources: [{ ...GITHUB, repos: [] }] })).rejects.toThrow(
      /^\/home\/ana\/\.cimonrc\.json, line 5, sources\[0\]\.repos: found an empty list; allowed: /u,
    );
  });

  it("gives a line for each of several problems", async () => {
    await expect(check({ sources: [GITHUB], ascii: 1, mouse: 2 })).rejects.toThrow(
      [
        "/home/ana/.cimonrc.json has 2 problems:",
        "  line 10, ascii: found the number 1; allowed: true or false",
        "  line 11, mouse: found the number 2; allowed: true or false",
      ].join("\n"),
    );
  });
});
