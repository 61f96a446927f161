import type { DemoAnswer, DemoRequest } from "../http-types.ts";
import type { DemoRepo, DemoRun, World } from "../world/types.ts";
import { type Access, readAccess } from "./access.ts";
import { answerError, answerNotFound } from "./answers.ts";
import type { RateLimiter } from "./rate-limit.ts";

/** What the routes of the imitation share. */
export interface GithubContext {
  readonly world: World;
  readonly token: string;
  readonly rates: RateLimiter;
}

/** The organisation that owns the demo's repositories. */
export const ORGANISATION = { login: "acme", id: 4100 } as const;

/** Who asks; a wrong token has been refused before any route. */
export function accessOf({ token }: GithubContext, request: DemoRequest): Access {
  return readAccess(request, token);
}

/** The repositories that the caller may see. */
export function visibleRepos(context: GithubContext, request: DemoRequest): readonly DemoRepo[] {
  const isViewer = accessOf(context, request) === "viewer";
  return context.world.repos("github").filter((repo) => isViewer || !repo.private);
}

/** The repository a path names, whatever the case; a private one is not there for strangers. */
function findRepo(context: GithubContext, request: DemoRequest): DemoRepo | null {
  const wanted = `${request.params.owner}/${request.params.repo}`.toLowerCase();
  return (
    visibleRepos(context, request).find(({ fullName }) => fullName.toLowerCase() === wanted) ?? null
  );
}

/** Answers about a repository, or 404. */
export function withRepo(
  context: GithubContext,
  answer: (request: DemoRequest, repo: DemoRepo) => DemoAnswer,
): (request: DemoRequest) => DemoAnswer {
  return (request) => {
    const repo = findRepo(context, request);
    return repo === null ? answerNotFound() : answer(request, repo);
  };
}

/** Answers about a run of a repository, or 404. */
export function withRun(
  context: GithubContext,
  answer: (request: DemoRequest, run: DemoRun, repo: DemoRepo) => DemoAnswer,
): (request: DemoRequest) => DemoAnswer {
  return withRepo(context, (request, repo) => {
    const run = context.world.run(Number(request.params.run));
    return run === null || run.repoId !== repo.id ? answerNotFound() : answer(request, run, repo);
  });
}

/** Lets only the token's user change anything. */
export function forViewer(
  context: GithubContext,
  answer: (request: DemoRequest) => DemoAnswer,
): (request: DemoRequest) => DemoAnswer {
  return (request) =>
    accessOf(context, request) === "viewer"
      ? answer(request)
      : answerError(401, "Requires authentication");
}
