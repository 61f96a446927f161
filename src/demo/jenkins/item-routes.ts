import type { DemoAnswer, DemoRequest } from "../http-types.ts";
import { answerTree } from "./answer-tree.ts";
import { answerBuild } from "./build-routes.ts";
import { describeItem, type ItemContext } from "./describe-item.ts";
import { describeFlow } from "./describe-stages.ts";
import { type DemoJobItem, findItem, listBuilds, toBuildPath } from "./find-item.ts";
import { htmlError, notFound, oopsPage } from "./pages.ts";

/** Takes `/job/a/job/b/7/stop` apart into the item's full name and what follows it. */
function splitPath(path: string): { fullName: string; rest: readonly string[] } {
  const segments = path.split("/").filter((segment) => segment !== "");
  const names: string[] = [];
  let at = 0;
  for (; segments[at] === "job" && segments[at + 1] !== undefined; at += 2) {
    names.push(decodeURIComponent(segments[at + 1] ?? ""));
  }
  return { fullName: names.join("/"), rest: segments.slice(at) };
}

/** Answers a path below `/job/`: of an item, of a build, or what starts one. */
export function answerItem(
  request: DemoRequest,
  basePath: string,
  context: ItemContext,
): DemoAnswer {
  const { fullName, rest } = splitPath(request.path.slice(basePath.length));
  const item = findItem(context.world, fullName);
  if (!item) return notFound(request.path);
  if (rest.join("/") === "api/json") return answerTree(request, describeItem(item, context));
  if (item.kind !== "job") return notFound(request.path);
  const [first = "", ...deeper] = rest;
  if (first === "build" || first === "buildWithParameters") {
    return startBuild(request, item, first, context);
  }
  const builds = listBuilds(context.world, item);
  if (rest.join("/") === "wfapi/runs" && item.repo.kind !== "freestyle") {
    return {
      json: builds
        .slice(0, 10)
        .map((it) => describeFlow(it, toBuildPath(context.root, item, it), context.world.now())),
    };
  }
  const run = builds.find((it) => String(it.number) === first || first === "lastBuild");
  if (!run) return notFound(request.path);
  return answerBuild(request, deeper, {
    ...context,
    job: item,
    run,
    toJson: (object) => answerTree(request, object),
  });
}

function startBuild(
  request: DemoRequest,
  job: DemoJobItem,
  how: "build" | "buildWithParameters",
  { world, root }: ItemContext,
): DemoAnswer {
  const { path } = request;
  if (request.method !== "POST") return htmlError(405, "Method Not Allowed", path);
  const [workflow] = job.repo.workflows;
  if (job.repo.disabled || !workflow) return htmlError(409, "Conflict", path);
  const isParameterized = workflow.inputs.length > 0;
  if (how === "buildWithParameters" && !isParameterized) return oopsPage();
  if (how === "build" && isParameterized) {
    return htmlError(400, "Nothing is submitted", path);
  }
  const form = new URLSearchParams(request.text);
  const given = (name: string) => form.get(name) ?? request.query.get(name);
  const inputs = Object.fromEntries(
    workflow.inputs.map(({ name, defaultValue }) => [name, given(name) ?? defaultValue]),
  );
  const started = world.trigger({
    repoId: job.repo.id,
    workflowId: workflow.id,
    branch: job.branch,
    inputs,
  });
  if (!started.ok) return oopsPage();
  return { status: 201, headers: { location: `${root}/queue/item/${started.run.id}/` } };
}
