import { describe, expect, it } from "vitest";
import { createHttpClient } from "../../src/http/http-client.ts";
import { createProvider } from "../../src/providers/registry.ts";
import { type ScriptedAnswer, startScriptedServer } from "../helpers/scripted-server.ts";
import { NEVER, startGithub } from "./github/scripted-github.ts";
import { startScriptedGitlab } from "./gitlab/scripted-gitlab.ts";

describe("checkAccess of GitHub", () => {
  const USER = "GET /api/v3/user";
  const body = { login: "ana" };

  it("tells a classic token's scopes, and when it ends", async () => {
    const headers = {
      "x-oauth-scopes": "repo, workflow",
      "github-authentication-token-expiration": "2027-01-31 12:00:00 UTC",
    };
    const { provider } = await startGithub({ [USER]: { body, headers } });
    expect(await provider.checkAccess?.(NEVER)).toEqual({
      login: "ana",
      scopes: ["repo", "workflow"],
      expiresAt: "2027-01-31T12:00:00.000Z",
      lacks: [],
    });
  });

  it("tells of a classic token without repo that it lacks it", async () => {
    const headers = { "x-oauth-scopes": "" };
    const { provider } = await startGithub({ [USER]: { body, headers } });
    expect(await provider.checkAccess?.(NEVER)).toMatchObject({
      scopes: [],
      lacks: [expect.stringMatching(/scope repo is missing/u)],
    });
  });

  it("tells no scopes of a fine-grained one, and of an app's not even a login", async () => {
    const headers = { "github-authentication-token-expiration": "2027-01-31 12:00:00 +0200" };
    const fine = await startGithub({ [USER]: { body, headers } });
    expect(await fine.provider.checkAccess?.(NEVER)).toMatchObject({
      login: "ana",
      scopes: null,
      expiresAt: "2027-01-31T10:00:00.000Z",
    });
    const app = await startGithub({ [USER]: { status: 403, body: {} } });
    expect(await app.provider.checkAccess?.(NEVER)).toMatchObject({ login: null, lacks: [] });
  });

  it("rejects where the token is refused, and asks nobody without one", async () => {
    const refused = await startGithub({ [USER]: { status: 401, body: {} } });
    await expect(refused.provider.checkAccess?.(NEVER)).rejects.toMatchObject({ kind: "auth" });
    const { provider, asked } = await startGithub({}, null);
    expect(await provider.checkAccess?.(NEVER)).toMatchObject({ login: null, scopes: null });
    expect(asked()).toEqual([]);
  });
});

describe("checkAccess of GitLab", () => {
  const answer = (token: ScriptedAnswer, user: ScriptedAnswer) => (path: string) =>
    path === "personal_access_tokens/self" ? token : path === "user" ? user : undefined;
  const mara = { body: { username: "mara" } };

  it("tells scopes, end and login", async () => {
    const token = { body: { scopes: ["read_api"], expires_at: "2027-01-31" } };
    const { provider } = await startScriptedGitlab(answer(token, mara));
    expect(await provider.checkAccess?.(NEVER)).toEqual({
      login: "mara",
      scopes: ["read_api"],
      expiresAt: "2027-01-31T00:00:00.000Z",
      lacks: [],
    });
  });

  it("tells of a token that may not read the API", async () => {
    const token = { body: { scopes: ["read_repository"], expires_at: null } };
    const { provider } = await startScriptedGitlab(answer(token, { status: 403, body: {} }));
    expect(await provider.checkAccess?.(NEVER)).toMatchObject({
      login: null,
      expiresAt: null,
      lacks: [expect.stringMatching(/read_api is missing/u)],
    });
  });

  it.each([403, 404])("takes a token that may not ask about itself (%i)", async (status) => {
    const { provider } = await startScriptedGitlab(answer({ status, body: {} }, mara));
    expect(await provider.checkAccess?.(NEVER)).toMatchObject({ login: "mara", scopes: null });
  });

  it("rejects where the token is refused, and asks nobody without one", async () => {
    const refused = { status: 401, body: {} };
    const { provider } = await startScriptedGitlab(answer(refused, refused));
    await expect(provider.checkAccess?.(NEVER)).rejects.toMatchObject({ kind: "auth" });
    const anonymous = await startScriptedGitlab(() => undefined, null);
    expect(await anonymous.provider.checkAccess?.(NEVER)).toMatchObject({ login: null });
    expect(anonymous.asked()).toEqual([]);
  });
});

describe("checkAccess of Jenkins", () => {
  async function check(answer: ScriptedAnswer, user: string | null) {
    const server = await startScriptedServer(({ url }) =>
      url === "/whoAmI/api/json" ? answer : undefined,
    );
    const provider = await createProvider({
      ...{ provider: "jenkins", source: "ci", url: server.url, user, jobs: [] },
      token: user === null ? null : "t0ken",
      http: createHttpClient({ deadlineMs: 5_000, now: Date.now }),
      now: Date.now,
    });
    return provider.checkAccess?.(NEVER);
  }

  it("tells whom Jenkins takes the asker for", async () => {
    const known = { body: { anonymous: false, name: "ana" } };
    expect(await check(known, "ana")).toMatchObject({ login: "ana", lacks: [] });
    const nobody = { body: { anonymous: true, name: "anonymous" } };
    expect(await check(nobody, null)).toMatchObject({ login: null, lacks: [] });
  });

  it("tells of a proxy that drops the credential", async () => {
    const nobody = { body: { anonymous: true, name: "anonymous" } };
    expect(await check(nobody, "ana")).toMatchObject({
      login: null,
      lacks: [expect.stringMatching(/a proxy in front may drop them/u)],
    });
  });

  it("rejects where the token is refused", async () => {
    await expect(check({ status: 401, body: "" }, "ana")).rejects.toMatchObject({ kind: "auth" });
  });
});
