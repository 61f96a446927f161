import type { DemoAnswer, DemoRequest } from "../http-types.ts";
import type { DemoRun, World } from "../world/types.ts";
import { describeBuild } from "./describe-build.ts";
import {
  describeFlow,
  describeNode,
  describePendingInputs,
  findNode,
  toInputId,
} from "./describe-stages.ts";
import { type DemoJobItem, toBuildPath, toItemPath } from "./find-item.ts";
import { htmlError, notFound } from "./pages.ts";

/** What a path below a build is answered from. */
export interface BuildContext {
  readonly world: World;
  readonly root: string;
  readonly job: DemoJobItem;
  readonly run: DemoRun;
  /** Turns a whole object into what the request's `tree` asks of it. */
  readonly toJson: (object: Readonly<Record<string, unknown>>) => DemoAnswer;
}

const PAGE = { type: "text/html;charset=utf-8", text: "" };

/** Answers a path below a build, given in its segments. */
export function answerBuild(
  request: DemoRequest,
  rest: readonly string[],
  context: BuildContext,
): DemoAnswer {
  const { world, root, job, run } = context;
  const path = rest.join("/");
  if (path === "api/json") return context.toJson(describeBuild(run, job, root));
  if (path === "consoleText") return { text: run.log(), type: "text/plain;charset=utf-8" };
  if (path === "logText/progressiveText") return answerLog(request, run);
  const isPipeline = job.repo.kind !== "freestyle";
  if (isPipeline && request.method === "GET") return answerFlow(rest, context, request);
  if (request.method !== "POST") {
    const isAction = /^(stop|term|kill)$/u.test(path);
    return isAction ? htmlError(405, "Method Not Allowed", request.path) : notFound(request.path);
  }
  switch (path) {
    case "stop":
      world.cancel(run.id);
      return redirect(`${root}${toItemPath(job.fullName)}/`);
    case "term":
    case "kill":
      world.cancel(run.id);
      return PAGE;
    case "replay/rebuild":
      world.rerun(run.id);
      return redirect(`${root}${toItemPath(job.fullName)}/`);
    case "wfapi/inputSubmit":
      return answerGate(request, request.query.get("inputId") ?? "", "submit", context);
    default: {
      const [, id = "", action = ""] = /^input\/([^/]+)\/(\w+)$/u.exec(path) ?? [];
      return answerGate(request, id, action, context);
    }
  }
}

function redirect(location: string): DemoAnswer {
  return { status: 302, headers: { location } };
}

function answerGate(
  request: DemoRequest,
  inputId: string,
  action: string,
  { world, root, job, run }: BuildContext,
): DemoAnswer {
  const gate = run.jobs.find(
    (stage) =>
      stage.phase === "waiting" && toInputId(stage).toLowerCase() === inputId.toLowerCase(),
  );
  if (!gate) return notFound(request.path);
  if (/^(submit|proceed|proceedEmpty)$/u.test(action)) world.approve(run.id);
  else if (action === "abort") world.reject(run.id);
  else return notFound(request.path);
  const isPlugin = request.path.endsWith("/wfapi/inputSubmit");
  return isPlugin ? PAGE : redirect(`${root}${toItemPath(job.fullName)}/${run.number}/`);
}

/** The log from a byte on. Jenkins says how long it is by now, and whether there is more to come. */
function answerLog(request: DemoRequest, run: DemoRun): DemoAnswer {
  const log = Buffer.from(run.log(), "utf8");
  const form = new URLSearchParams(request.method === "POST" ? request.text : "");
  const start = Number(form.get("start") ?? request.query.get("start") ?? 0);
  const from = start >= 0 && start <= log.length ? start : 0;
  return {
    text: log.subarray(from).toString("utf8"),
    type: "text/plain;charset=utf-8",
    headers: {
      "x-text-size": String(log.length),
      ...(run.phase === "done" ? {} : { "x-more-data": "true" }),
    },
  };
}

function answerFlow(
  rest: readonly string[],
  { world, root, job, run }: BuildContext,
  request: DemoRequest,
): DemoAnswer {
  const path = rest.join("/");
  const base = toBuildPath(root, job, run);
  if (path === "wfapi/describe") return { json: describeFlow(run, base, world.now()) };
  if (path === "wfapi/pendingInputActions") return { json: describePendingInputs(run, base) };
  if (path === "wfapi/nextPendingInputAction") {
    return { json: describePendingInputs(run, base)[0] ?? null };
  }
  const [, id = "", page] = /^execution\/node\/(\d+)\/wfapi\/(describe|log)$/u.exec(path) ?? [];
  const node = findNode(run, id);
  if (!node) return notFound(request.path);
  const described = describeNode(node, base, world.now());
  if (page === "describe") return { json: described };
  const text = node.job.log();
  return {
    json: {
      nodeId: id,
      nodeStatus: described.status,
      length: text.length,
      hasMore: false,
      text,
      consoleUrl: `${base}/execution/node/${id}/log`,
    },
  };
}
