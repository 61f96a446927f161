import type { DemoAnswer, DemoRequest, DemoRoute } from "../http-types.ts";
import type { DemoRepo } from "../world/types.ts";
import { answerNotFound } from "./answers.ts";
import { forViewer, type GithubContext, ORGANISATION, visibleRepos, withRepo } from "./context.ts";
import { API_PATH, readUrls } from "./github-urls.ts";
import { cutPage } from "./paging.ts";
import { toRateHeaders } from "./rate-limit.ts";
import { toRawFullRepo, toRawRepo } from "./raw-repo.ts";
import { toRawViewer } from "./raw-user.ts";

/** Repositories, whose they are, and the token's user. */
export function createRepoRoutes(context: GithubContext): readonly DemoRoute[] {
  const { world } = context;
  return [
    {
      method: "GET",
      path: `${API_PATH}/orgs/:owner/repos`,
      handle: (request) => {
        if (request.params.owner?.toLowerCase() !== ORGANISATION.login) return answerNotFound();
        return answerRepos(request, filterByType(request, visibleRepos(context, request)));
      },
    },
    {
      method: "GET",
      path: `${API_PATH}/users/:owner/repos`,
      handle: (request) => {
        const login = request.params.owner?.toLowerCase();
        const isOrganisation = login === ORGANISATION.login;
        const isPerson = world.people.some((person) => person.login === login);
        if (!isOrganisation && !isPerson && login !== world.viewer.login) return answerNotFound();
        const repos = isOrganisation ? visibleRepos(context, request) : [];
        return answerRepos(
          request,
          repos.filter((repo) => !repo.private),
        );
      },
    },
    {
      method: "GET",
      path: `${API_PATH}/user/repos`,
      handle: forViewer(context, (request) => {
        const affiliation = request.query.get("affiliation") ?? "organization_member";
        const isMember = affiliation.includes("organization_member");
        return answerRepos(request, isMember ? visibleRepos(context, request) : []);
      }),
    },
    {
      method: "GET",
      path: `${API_PATH}/user`,
      handle: forViewer(context, (request) => ({
        json: toRawViewer(world.viewer, world.startedAt - 90 * 86_400_000, readUrls(request)),
      })),
    },
    {
      method: "GET",
      path: `${API_PATH}/repos/:owner/:repo`,
      handle: withRepo(context, (request, repo) => ({
        json: toRawFullRepo(repo, readUrls(request)),
      })),
    },
    {
      method: "GET",
      path: `${API_PATH}/repos/:owner/:repo/branches`,
      handle: withRepo(context, (request, repo) => answerBranches(request, repo)),
    },
  ];
}

function filterByType({ query }: DemoRequest, repos: readonly DemoRepo[]): readonly DemoRepo[] {
  const type = query.get("type");
  if (type === "private") return repos.filter((repo) => repo.private);
  return type === "public" ? repos.filter((repo) => !repo.private) : repos;
}

function answerRepos(request: DemoRequest, repos: readonly DemoRepo[]): DemoAnswer {
  const { items, headers } = cutPage(request, repos);
  return { headers, json: items.map((repo) => toRawRepo(repo, readUrls(request))) };
}

function answerBranches(request: DemoRequest, repo: DemoRepo): DemoAnswer {
  const { items, headers } = cutPage(request, repo.branches);
  const url = `${readUrls(request).api}/repos/${repo.fullName}/commits`;
  return {
    headers,
    json: items.map((branch) => ({
      name: branch.name,
      commit: { sha: branch.head.sha, url: `${url}/${branch.head.sha}` },
      protected: branch.protected,
    })),
  };
}

/** `GET /rate_limit`, which itself costs nothing. */
export function createRateRoute(
  context: GithubContext,
  callerOf: (request: DemoRequest) => string,
): DemoRoute {
  return {
    method: "GET",
    path: `${API_PATH}/rate_limit`,
    handle: (request) => {
      const rate = context.rates.state(callerOf(request));
      const small = { limit: 30, used: 0, remaining: 30, reset: rate.reset };
      const json = { resources: { core: rate, search: small, graphql: rate }, rate };
      return { headers: toRateHeaders(rate), json, etag: false };
    },
  };
}
