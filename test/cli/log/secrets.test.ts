import { describe, expect, it } from "vitest";
import { startScriptedServer } from "../../helpers/scripted-server.ts";
import { FAULTS, LEAK } from "../../helpers/token-echo.ts";
import { listWithLog } from "./run-log.ts";

function makeSources(url: string) {
  const token = { env: "TOKEN" };
  return [
    { provider: "github", name: "gh", url, repos: ["acme/api", "acme/*"], token },
    { provider: "gitlab", name: "lab", url, projects: ["group/app", "group/**"], token },
    { provider: "jenkins", name: "ci", url, user: "ana", token },
  ];
}

describe("the token", () => {
  it.each(Object.entries(FAULTS))("is shown nowhere on %s", async (_name, answer) => {
    const server = await startScriptedServer(answer);
    const args = ["--log-level", "trace", "--json"];
    const { code, stdout, stderr, text, lines } = await listWithLog(makeSources(server.url), args);
    expect(server.requests.length).toBeGreaterThan(2);
    expect(server.requests.map(({ headers }) => JSON.stringify(headers)).join()).toMatch(LEAK);
    expect(lines.filter(({ msg }) => msg.startsWith("fetch")).length).toBeGreaterThan(2);
    expect([0, 3]).toContain(code);
    expect(stdout).not.toMatch(LEAK);
    expect(stderr).not.toMatch(LEAK);
    expect(text).not.toMatch(LEAK);
    expect(text).not.toMatch(/private_token|authorization/iu);
  });

  it("is masked in the log where a server names a repository after it", async () => {
    const named = "ghp_thisTokenMustNever0000000000000000000";
    const repo = { name: named, full_name: `acme/${named}`, html_url: "https://example.com" };
    const server = await startScriptedServer(({ url }) =>
      url.includes("/actions/") ? { status: 404, body: {} } : { body: [repo] },
    );
    const token = { env: "TOKEN" };
    const sources = [{ provider: "github", url: server.url, repos: ["acme/*"], token }];
    const args = ["--log-level", "trace"];
    const { text, lines } = await listWithLog(sources, args, { env: { TOKEN: named } });
    expect(text).not.toMatch(LEAK);
    const asked = lines.find(({ path }) => String(path).includes("/actions/"));
    expect(asked).toMatchObject({
      target: "acme/[secret]",
      path: "/api/v3/repos/acme/[secret]/actions/runs",
    });
  });
});
