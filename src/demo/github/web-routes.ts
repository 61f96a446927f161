import type { DemoAnswer, DemoRequest, DemoRoute } from "../http-types.ts";
import type { DemoRepo, World } from "../world/types.ts";
import { toRawConclusion, toRawStatus } from "./raw-run.ts";

/** The pages that a run's and a repository's links lead to in a browser: a title and a line each. */
export function createWebRoutes(world: World): readonly DemoRoute[] {
  // A browser brings no token along, and the invented repositories have no secrets.
  const repoOf = ({ params }: DemoRequest): DemoRepo | null =>
    world.repo("github", `${params.owner}/${params.repo}`);

  return [
    {
      method: "GET",
      path: "/:owner/:repo",
      handle: (request) => {
        const repo = repoOf(request);
        return repo ? answerPage(repo.fullName, repo.description) : answerMissing();
      },
    },
    {
      method: "GET",
      path: "/:owner/:repo/actions/runs/:run",
      handle: (request) => {
        const run = world.run(Number(request.params.run));
        if (!run || run.repoId !== repoOf(request)?.id) return answerMissing();
        const state = toRawConclusion(run.outcome) ?? toRawStatus(run.phase);
        return answerPage(`${run.workflow.name} #${run.number}`, `${run.branch}: ${state}`);
      },
    },
  ];
}

function answerMissing(): DemoAnswer {
  return { ...answerPage("404", "This is not the web page you are looking for."), status: 404 };
}

function answerPage(title: string, text: string): DemoAnswer {
  const [head, body] = [title, text].map(escapeHtml);
  return {
    text: `<!doctype html><meta charset="utf-8"><title>${head}</title><h1>${head}</h1><p>${body}</p>\n`,
    type: "text/html; charset=utf-8",
    etag: false,
  };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/gu, (character) => `&#${character.codePointAt(0)};`);
}
