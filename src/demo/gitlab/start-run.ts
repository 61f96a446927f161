import type { DemoRepo, DemoRun } from "../world/types.ts";
import type { ApiStart, GitlabState } from "./gitlab-state.ts";

/** Starts a pipeline on a branch as the API was asked to; null where its inputs do not do. */
export function startRun(
  { world, starts }: GitlabState,
  project: DemoRepo,
  branch: string,
  start: ApiStart,
  inputs: Readonly<Record<string, string>> = {},
): DemoRun | null {
  const workflow = project.workflows.find(({ dispatchable }) => dispatchable);
  if (!workflow) return null;
  const result = world.trigger({ repoId: project.id, workflowId: workflow.id, branch, inputs });
  if (!result.ok) return null;
  starts.set(result.run.id, start);
  return world.run(result.run.id);
}
