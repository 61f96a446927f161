import { describe, expect, it } from "vitest";
import { createHttpClient } from "../../../src/http/http-client.ts";
import { createGitlabProvider } from "../../../src/providers/gitlab/provider.ts";
import { type ScriptedAnswer, startScriptedServer } from "../../helpers/scripted-server.ts";
import { readPayload } from "./gitlab-payloads.ts";

const NEVER = new AbortController().signal;
const GROUP = readPayload("group-projects");

type Answers = Readonly<Record<string, ScriptedAnswer>>;

/** Discovers `projects` on a server with these pages, by path; all else is 404. */
async function discover(projects: readonly string[], answers: Answers) {
  const server = await startScriptedServer(({ url }) => {
    const { pathname, searchParams } = new URL(url, "http://gitlab");
    const page = searchParams.get("page") ?? "1";
    return (
      answers[`${pathname.replace("/api/v4/", "")}${page === "1" ? "" : ` page ${page}`}`] ?? {
        status: 404,
        body: { message: "404 Group Not Found" },
      }
    );
  });
  const http = createHttpClient({ deadlineMs: 5_000, now: Date.now });
  const provider = createGitlabProvider({
    source: "lab",
    url: server.url,
    token: "glpat-x",
    projects,
    http,
    now: Date.now,
  });
  const found = provider
    .discoverTargets(NEVER)
    .then((targets) => targets.map((target) => target.id).sort());
  const listAgain = async () => (await provider.discoverTargets(NEVER)).map(({ id }) => id).sort();
  return { server, provider, found, listAgain };
}

describe("the projects of a GitLab source", () => {
  it("are taken as they stand where they are exact", async () => {
    const { server, found } = await discover(["platform/gateway", "a/b/c", "!a/*/*"], {});
    expect(await found).toEqual(["platform/gateway"]);
    expect(server.requests).toHaveLength(0);
  });

  it.each([
    ["platform/*", ["platform/gateway", "platform/legacy"]],
    ["platform/g*", ["platform/gateway"]],
    ["Platform/G*", ["platform/gateway"]],
    [
      "platform/**",
      [
        "platform/gateway",
        "platform/infra/kubernetes",
        "platform/infra/terraform",
        "platform/legacy",
      ],
    ],
    ["platform/*/k*", ["platform/infra/kubernetes"]],
  ])("are those of the group that %s matches", async (glob, expected) => {
    const name = glob.split("/")[0];
    const { server, found } = await discover([glob], {
      [`groups/${name}/projects`]: { body: GROUP },
    });
    expect(await found).toEqual(expected);
    const query = new URL(server.requests[0]?.url ?? "", "http://gitlab").searchParams;
    expect(Object.fromEntries(query)).toEqual({
      page: "1",
      per_page: "100",
      order_by: "id",
      sort: "asc",
      archived: "false",
      simple: "true",
      include_subgroups: String(expected.some((path) => path.split("/").length > 2)),
    });
  });

  it("leave out what is excluded and count nothing twice", async () => {
    const { server, found } = await discover(
      ["platform/**", "platform/gateway", "platform/**/k*", "!platform/legacy", "!**/terraform"],
      { "groups/platform/projects": { body: GROUP } },
    );
    expect(await found).toEqual(["platform/gateway", "platform/infra/kubernetes"]);
    expect(server.requests).toHaveLength(1);
  });

  it("begin at the longest namespace without a wildcard", async () => {
    const { server, found } = await discover(["platform/infra/*"], {
      "groups/platform%2Finfra/projects": { body: GROUP },
    });
    expect(await found).toEqual(["platform/infra/kubernetes", "platform/infra/terraform"]);
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ["x-next-page", { "x-next-page": "2" }],
    ["Link", { link: '<http://other/api?a=1&page=2&per_page=100>; rel="next"' }],
  ])("are read page by page by %s", async (_name, headers) => {
    const { server, found } = await discover(["platform/*"], {
      "groups/platform/projects": { body: [{ path_with_namespace: "platform/a" }], headers },
      "groups/platform/projects page 2": { body: [{ path_with_namespace: "platform/b" }] },
    });
    expect(await found).toEqual(["platform/a", "platform/b"]);
    expect(server.requests).toHaveLength(2);
  });

  it("are a user's where there is no such group", async () => {
    const { found } = await discover(["mara/*"], {
      "users/mara/projects": { body: [{ path_with_namespace: "mara/dotfiles" }] },
    });
    expect(await found).toEqual(["mara/dotfiles"]);
  });

  it("are all one is a member of where the glob begins with a wildcard", async () => {
    const { server, found } = await discover(["*/gateway"], { projects: { body: GROUP } });
    expect(await found).toEqual(["platform/gateway"]);
    expect(server.requests[0]?.url).toContain("membership=true");
  });

  it("do not hold what is archived, garbled or of another namespace", async () => {
    const { found } = await discover(["platform/*"], {
      "groups/platform/projects": {
        body: [
          { path_with_namespace: "platform/old", archived: true },
          { path_with_namespace: "other/shared" },
          { path_with_namespace: 7 },
          null,
          { path_with_namespace: "platform/new", archived: false },
        ],
      },
    });
    expect(await found).toEqual(["platform/new"]);
  });

  it("cannot be found where the only namespace is unknown", async () => {
    const { found, server } = await discover(["nobody/*"], {});
    const host = new URL(server.url).host;
    await expect(found).rejects.toMatchObject({
      kind: "not-found",
      message: `${host} has no group or user "nobody" (for "nobody/*")`,
    });
  });

  it("are polled although a namespace beside theirs is unknown, which then fails alone", async () => {
    const { found, provider } = await discover(["nobody/*", "platform/*"], {
      "groups/platform/projects": { body: GROUP },
    });
    expect(await found).toEqual(["nobody/*", "platform/gateway", "platform/legacy"]);
    const target = { id: "nobody/*", url: "" };
    await expect(
      provider.listRuns({ target, cursor: null, unfinished: [], signal: NEVER }),
    ).rejects.toMatchObject({ kind: "not-found" });
  });

  it("carry the time of their last activity, which the exact ones of a listed group have too", async () => {
    const { provider, server, found } = await discover(["platform/*", "Platform/API", "x/y"], {
      "groups/platform/projects": {
        body: [
          { path_with_namespace: "platform/api", last_activity_at: "2026-11-23T10:00:00.5+01:00" },
          { path_with_namespace: "platform/web", last_activity_at: "yesterday" },
        ],
      },
    });
    await found;
    expect(await provider.discoverTargets(NEVER)).toEqual([
      {
        id: "Platform/API",
        url: `${server.url}/Platform/API`,
        changedAt: "2026-11-23T09:00:00.500Z",
      },
      { id: "x/y", url: `${server.url}/x/y` },
      { id: "platform/web", url: `${server.url}/platform/web` },
    ]);
  });

  it("come and go with the group's list, which is asked for conditionally", async () => {
    const { server, found, listAgain } = await discover(["platform/**"], {
      "groups/platform/projects": { body: GROUP, headers: { etag: '"one"' } },
    });
    const before = await found;
    server.answerWith(({ headers }) => ({
      status: headers["if-none-match"] === '"one"' ? 304 : 500,
    }));
    expect(await listAgain()).toEqual(before);
    const after = [
      { path_with_namespace: "platform/gateway", archived: true },
      { path_with_namespace: "platform/legacy-renamed" },
      { path_with_namespace: "platform/new/project" },
    ];
    server.answerWith(() => ({ body: after }));
    expect(await listAgain()).toEqual(["platform/legacy-renamed", "platform/new/project"]);
  });

  it.each([403, 404])("stay known when their group's list is answered %i later", async (status) => {
    const { server, provider, found, listAgain } = await discover(["platform/*"], {
      "groups/platform/projects": { body: GROUP },
    });
    expect(await found).toEqual(["platform/gateway", "platform/legacy"]);
    server.answerWith(() => ({ status, body: {} }));
    expect(await listAgain()).toEqual(["platform/*", "platform/gateway", "platform/legacy"]);
    const target = { id: "platform/*", url: "" };
    await expect(
      provider.listRuns({ target, cursor: null, unfinished: [], signal: NEVER }),
    ).rejects.toMatchObject({ kind: status === 403 ? "auth" : "not-found", status });
    server.answerWith(() => ({ body: GROUP }));
    expect(await listAgain()).toEqual(["platform/gateway", "platform/legacy"]);
  });

  it("stay as they were when the server is in trouble: nothing is told", async () => {
    const { server, found, listAgain } = await discover(["platform/*", "x/y"], {
      "groups/platform/projects": { body: GROUP },
    });
    await found;
    server.answerWith(() => ({ status: 502, body: "" }));
    await expect(listAgain()).rejects.toMatchObject({ status: 502 });
  });

  it("are followed to where they were transferred, under their configured path", async () => {
    const { server, provider } = await discover(["old/app"], {});
    server.answerWith(({ url }) => {
      const moved = url.replace("/projects/old%2Fapp/", "/projects/7/");
      if (moved !== url) return { status: 301, headers: { location: moved } };
      return { body: url.includes("/pipelines?") ? [{ id: 5, status: "success" }] : { id: 5 } };
    });
    const target = { id: "old/app", url: "" };
    const { runs } = await provider.listRuns({
      target,
      cursor: null,
      unfinished: [],
      signal: NEVER,
    });
    expect(runs).toMatchObject([{ id: "5", repo: "old/app", status: "success" }]);
  });

  it("fail alone once they are deleted", async () => {
    const { provider } = await discover(["gone/app"], {});
    const target = { id: "gone/app", url: "" };
    await expect(
      provider.listRuns({ target, cursor: null, unfinished: [], signal: NEVER }),
    ).rejects.toMatchObject({ kind: "not-found" });
  });
});
