import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.ts";
import { composeConfig, type WrittenSource } from "../../src/config/compose-config.ts";
import { parseConfig } from "../../src/config/parse-config.ts";

async function read(sources: readonly WrittenSource[]) {
  return checkConfig(await parseConfig("config.yaml", composeConfig(sources)));
}

const none = { user: null, token: null };

describe("a configuration that is written down", () => {
  it("reads as it was meant, whatever the names", async () => {
    const name = fc.stringMatching(/^!?[^\s/]{1,12}\/[^\s/]{1,12}$/u);
    const names = fc
      .array(name, { minLength: 1, maxLength: 4 })
      .filter((all) => all.some((one) => !one.startsWith("!")));
    await fc.assert(
      fc.asyncProperty(names, async (repos) => {
        const written = { provider: "github", url: "https://github.com", names: repos, ...none };
        const { sources } = await read([written as WrittenSource]);
        expect(sources).toEqual([{ provider: "github", repos }]);
      }),
    );
  });

  it("holds users and tokens of every kind", async () => {
    const token = { env: "JENKINS_TOKEN" };
    const sources: readonly WrittenSource[] = [
      {
        provider: "gitlab",
        url: "https://gitlab.com",
        names: ["a/b"],
        user: null,
        token: { login: "glab" },
      },
      {
        provider: "jenkins",
        url: "https://ci.example.com/x",
        names: [],
        user: { env: "U" },
        token,
      },
      {
        provider: "github",
        url: "https://ghe.example.com",
        names: ["no/null"],
        user: null,
        token: "y: #",
      },
    ];
    expect((await read(sources)).sources).toEqual([
      { provider: "gitlab", projects: ["a/b"], token: { login: "glab" } },
      { provider: "jenkins", url: "https://ci.example.com/x", user: { env: "U" }, token },
      { provider: "github", url: "https://ghe.example.com", repos: ["no/null"], token: "y: #" },
    ]);
  });

  it("shows in comments what else there is, which is right as well", async () => {
    const text = composeConfig([
      { provider: "jenkins", url: "https://ci.example.com", names: [], ...none },
    ]);
    const uncommented = text
      .replace(/^# (?=interval|theme|readOnly|views| {2}- )/gmu, "")
      .replace(/^( {4})# (?=jobs|branches)/gmu, "$1");
    expect(checkConfig(await parseConfig("config.yaml", uncommented))).toMatchObject({
      interval: "30s",
      views: [{ name: "Mine" }, { name: "Failing" }],
      sources: [{ jobs: ["team/**", "!team/sandbox/**"], branches: ["main", "release/*"] }],
    });
  });
});
