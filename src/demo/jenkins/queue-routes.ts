import type { DemoAnswer, DemoRequest } from "../http-types.ts";
import { answerTree } from "./answer-tree.ts";
import { describeQueueItem, type ItemContext } from "./describe-item.ts";
import { type DemoJobItem, jobOfRun, listBranchJobs, listQueued } from "./find-item.ts";
import { notFound } from "./pages.ts";
import type { LazyObject } from "./tree-query.ts";

/** The whole queue. */
export function describeQueue(context: ItemContext): LazyObject {
  const { world } = context;
  const jobs = world.repos("jenkins").flatMap((repo): readonly DemoJobItem[] => {
    const { fullName } = repo;
    if (repo.kind === "multibranch") return listBranchJobs(repo).filter((it) => it.kind === "job");
    return [{ kind: "job", fullName, repo, branch: repo.defaultBranch, isBranchJob: false }];
  });
  const items = jobs.flatMap((job) =>
    listQueued(world, job).map((run) => describeQueueItem(run, job, context)),
  );
  return { _class: "hudson.model.Queue", discoverableItems: [], items };
}

/** Answers for one item of the queue, also after it has become a build. */
export function answerQueueItem(request: DemoRequest, context: ItemContext): DemoAnswer {
  const run = context.world.run(Number(request.params.id));
  const job = run?.vendor === "jenkins" ? jobOfRun(context.world, run) : null;
  if (!run || !job) return notFound(request.path);
  return answerTree(request, describeQueueItem(run, job, context));
}

/** Takes an item out of the queue. */
export function cancelQueueItem(request: DemoRequest, { world, root }: ItemContext): DemoAnswer {
  const run = world.run(Number(request.query.get("id")));
  if (run?.vendor !== "jenkins") return notFound(request.path);
  if (run.startedAt === null) world.cancel(run.id);
  return { status: 302, headers: { location: `${root}/queue/` } };
}
