import type { DemoAnswer, DemoRequest, DemoRoute } from "../http-types.ts";
import type { DemoRepo, DemoWorkflow } from "../world/types.ts";
import { answerError, answerNotFound } from "./answers.ts";
import { forViewer, type GithubContext, withRepo } from "./context.ts";
import { API_PATH, readUrls } from "./github-urls.ts";
import { cutPage } from "./paging.ts";
import { toRawFile, toRawWorkflow, writeWorkflowFile } from "./raw-workflow.ts";
import { answerRuns } from "./run-routes.ts";

const REPO = `${API_PATH}/repos/:owner/:repo`;
const WORKFLOWS = `${REPO}/actions/workflows`;

type AnswerWorkflow = (request: DemoRequest, workflow: DemoWorkflow, repo: DemoRepo) => DemoAnswer;

/** A repository's workflows, their files, and the way to start one by hand. */
export function createWorkflowRoutes(context: GithubContext): readonly DemoRoute[] {
  const withWorkflow = (answer: AnswerWorkflow) =>
    withRepo(context, (request, repo) => {
      const workflow = findWorkflow(repo, request.params.workflow ?? "");
      return workflow ? answer(request, workflow, repo) : answerNotFound();
    });

  return [
    {
      method: "GET",
      path: WORKFLOWS,
      handle: withRepo(context, (request, repo) => {
        const { items, total, headers } = cutPage(request, repo.workflows);
        const workflows = items.map((one) => toRawWorkflow(one, repo, readUrls(request)));
        return { headers, json: { total_count: total, workflows } };
      }),
    },
    {
      method: "GET",
      path: `${WORKFLOWS}/:workflow`,
      handle: withWorkflow((request, workflow, repo) => ({
        json: toRawWorkflow(workflow, repo, readUrls(request)),
      })),
    },
    {
      method: "GET",
      path: `${WORKFLOWS}/:workflow/runs`,
      handle: withWorkflow((request, workflow, repo) => {
        const runs = context.world.runs(repo.id);
        const own = runs.filter((run) => run.workflow.id === workflow.id);
        return answerRuns(context, request, repo, own);
      }),
    },
    {
      method: "POST",
      path: `${WORKFLOWS}/:workflow/dispatches`,
      handle: forViewer(
        context,
        withWorkflow((request, workflow, repo) => dispatch(context, request, workflow, repo)),
      ),
    },
    {
      method: "GET",
      path: `${REPO}/contents/*`,
      handle: withRepo(context, (request, repo) => answerFile(request, repo)),
    },
  ];
}

/** By id or by the name of its file. */
function findWorkflow(repo: DemoRepo, wanted: string): DemoWorkflow | undefined {
  return repo.workflows.find(
    ({ id, file }) => String(id) === wanted || file.split("/").at(-1) === wanted,
  );
}

/** https://docs.github.com/en/rest/actions/workflows#create-a-workflow-dispatch-event */
function dispatch(
  { world }: GithubContext,
  request: DemoRequest,
  workflow: DemoWorkflow,
  repo: DemoRepo,
): DemoAnswer {
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof body.ref !== "string") {
    return answerError(422, `Invalid request.\n\n"ref" wasn't supplied.`);
  }
  const branch = body.ref.replace(/^refs\/heads\//u, "");
  if (!repo.branches.some(({ name }) => name === branch)) {
    return answerError(422, `No ref found for: ${body.ref}`);
  }
  if (!workflow.dispatchable) {
    return answerError(422, "Workflow does not have 'workflow_dispatch' trigger");
  }
  const inputs = Object.fromEntries(
    Object.entries(body.inputs ?? {}).map(([name, value]) => [name, String(value)]),
  );
  const result = world.trigger({ repoId: repo.id, workflowId: workflow.id, branch, inputs });
  if (!result.ok) return answerError(422, explainInputs(workflow, inputs));
  if (body.return_run_details !== true) return { status: 204 };
  const { web, api } = readUrls(request);
  const path = `${repo.fullName}/actions/runs/${result.run.id}`;
  return {
    json: {
      workflow_run_id: result.run.id,
      run_url: `${api}/repos/${path}`,
      html_url: `${web}/${path}`,
    },
  };
}

function explainInputs(workflow: DemoWorkflow, given: Readonly<Record<string, string>>): string {
  const known = workflow.inputs.map(({ name }) => name);
  const foreign = Object.keys(given).filter((name) => !known.includes(name));
  if (foreign.length > 0) return `Unexpected inputs provided: ${JSON.stringify(foreign)}`;
  for (const { name, type, options, required, defaultValue } of workflow.inputs) {
    const value = given[name] ?? defaultValue;
    if (required && value === "") return `Required input '${name}' not provided`;
    if (type === "choice" && !options.includes(value)) {
      return `Provided value '${value}' for input '${name}' not in the list of allowed values`;
    }
  }
  return "Invalid request.";
}

function answerFile(request: DemoRequest, repo: DemoRepo): DemoAnswer {
  const path = request.params["*"] ?? "";
  const workflow = repo.workflows.find(({ file }) => file === path);
  if (!workflow) return answerNotFound();
  const text = writeWorkflowFile(workflow);
  if (/\braw\b/u.test(request.headers.accept ?? "")) {
    return { text, type: "application/vnd.github.raw+json; charset=utf-8" };
  }
  return { json: toRawFile(path, text, repo, readUrls(request)) };
}
