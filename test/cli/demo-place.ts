import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Demo, startDemo } from "../../src/demo/start-demo.ts";
import type { DemoRepo, DemoRun, DemoVendor, DemoWorkflow } from "../../src/demo/world/types.ts";
import { makeFolder, type RunOptions, runCimon } from "../helpers/run-cimon.ts";

/** The imitated servers in a world whose time moves only when told to, and a home that knows them. */
export interface DemoPlace {
  readonly demo: Demo;
  /** Home and working directory; its `.cimonrc.json` names the servers. */
  readonly folder: string;
  /** Environment of a program that lives there. */
  readonly env: Record<string, string>;
  advance(durationMs: number): void;
  /** Runs the built program there, piped. */
  run(args: readonly string[], options?: RunOptions): ReturnType<typeof runCimon>;
}

/** Starts the servers; they end with the test. */
export async function makeDemoPlace(
  vendors: readonly DemoVendor[] = ["github"],
): Promise<DemoPlace> {
  let nowMs = Date.now();
  const demo = await startDemo({ seed: 1, now: () => nowMs, vendors });
  onTestFinished(() => demo.close());
  const folder = makeFolder();
  writeFileSync(join(folder, ".cimonrc.json"), JSON.stringify(demo.config), { mode: 0o600 });
  const env = { HOME: folder, XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder };
  return {
    demo,
    folder,
    env,
    advance(durationMs) {
      nowMs += durationMs;
      demo.world.advance(nowMs);
    },
    run: (args, options = {}) =>
      runCimon(args, { cwd: folder, ...options, env: { ...env, ...options.env } }),
  };
}

/** A run that was just started by hand in a repository of GitHub, and the options that select it. */
export interface StartedRun {
  readonly run: DemoRun;
  readonly args: readonly string[];
}

/** Starts a run whose commit has no other run of the same workflow that did not pass. */
export function startRun({ demo: { world } }: DemoPlace): StartedRun {
  const { repo, workflow } = findQuietWorkflow(world.repos("github"), (id) => world.runs(id));
  const branch = repo.defaultBranch;
  const result = world.trigger({ repoId: repo.id, workflowId: workflow.id, branch });
  if (!result.ok) throw new Error(result.reason);
  const { run } = result;
  const args = ["--sha", run.commit.sha.slice(0, 9), "--repo", repo.fullName];
  return { run, args: [...args, "--workflow", workflow.name] };
}

function findQuietWorkflow(
  repos: readonly DemoRepo[],
  runsOf: (repoId: number) => readonly DemoRun[],
): { readonly repo: DemoRepo; readonly workflow: DemoWorkflow } {
  for (const repo of repos) {
    const head = repo.branches.find(({ name }) => name === repo.defaultBranch)?.head;
    for (const workflow of repo.workflows.filter((it) => it.dispatchable)) {
      const runs = runsOf(repo.id).filter(
        (run) => run.workflow.id === workflow.id && run.commit.sha === head?.sha,
      );
      if (runs.every(({ outcome }) => outcome === "success")) return { repo, workflow };
    }
  }
  throw new Error("no workflow to start");
}
