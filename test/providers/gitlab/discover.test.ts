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
  return { server, provider, found };
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
});
