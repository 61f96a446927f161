import { stringify } from "yaml";
import type { DemoRepo, DemoWorkflow } from "../world/types.ts";
import { type GithubUrls, nodeId, toTime } from "./github-urls.ts";

/** A workflow as GitHub lists it. */
export function toRawWorkflow(workflow: DemoWorkflow, repo: DemoRepo, urls: GithubUrls) {
  const page = `${urls.web}/${repo.fullName}`;
  const fileName = workflow.file.split("/").at(-1);
  return {
    id: workflow.id,
    node_id: nodeId("Workflow", workflow.id),
    name: workflow.name,
    path: workflow.file,
    state: "active",
    created_at: toTime(repo.createdAt),
    updated_at: toTime(repo.createdAt),
    url: `${urls.api}/repos/${repo.fullName}/actions/workflows/${workflow.id}`,
    html_url: `${page}/blob/${repo.defaultBranch}/${workflow.file}`,
    badge_url: `${page}/actions/workflows/${fileName}/badge.svg`,
  };
}

/**
 * A workflow's file. GitHub tells the inputs of a workflow nowhere else, so whoever wants to start one
 * with its inputs reads them here.
 */
export function writeWorkflowFile(workflow: DemoWorkflow): string {
  const inputs = Object.fromEntries(
    workflow.inputs.map((input) => [
      input.name,
      {
        description: input.description,
        type: input.type,
        required: input.required,
        ...(input.defaultValue === "" ? {} : { default: toDefault(input) }),
        ...(input.type === "choice" ? { options: [...input.options] } : {}),
      },
    ]),
  );
  const dispatch = workflow.inputs.length > 0 ? { inputs } : null;
  return stringify({
    name: workflow.name,
    on: workflow.dispatchable ? { push: null, workflow_dispatch: dispatch } : { push: null },
    jobs: { main: { "runs-on": "ubuntu-latest", steps: [{ run: "make" }] } },
  });
}

function toDefault({ type, defaultValue }: DemoWorkflow["inputs"][number]): string | boolean {
  return type === "boolean" ? defaultValue === "true" : defaultValue;
}

/** A file's content: https://docs.github.com/en/rest/repos/contents */
export function toRawFile(path: string, text: string, repo: DemoRepo, urls: GithubUrls) {
  const url = `${urls.api}/repos/${repo.fullName}/contents/${path}`;
  const sha = Buffer.from(path).toString("hex").padEnd(40, "0").slice(0, 40);
  const git_url = `${urls.api}/repos/${repo.fullName}/git/blobs/${sha}`;
  const html_url = `${urls.web}/${repo.fullName}/blob/${repo.defaultBranch}/${path}`;
  return {
    type: "file",
    encoding: "base64",
    size: Buffer.byteLength(text),
    name: path.split("/").at(-1) ?? path,
    path,
    content: Buffer.from(text).toString("base64"),
    sha,
    url,
    git_url,
    html_url,
    download_url: `${urls.web}/raw/${repo.fullName}/${path}`,
    _links: { self: url, git: git_url, html: html_url },
  };
}
