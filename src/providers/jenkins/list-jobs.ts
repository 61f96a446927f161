import { ProviderError } from "../../model/provider-error.ts";
import type { JenkinsClient } from "./client.ts";
import type { JenkinsJob } from "./jenkins-job.ts";
import type { RawObject } from "./raw-json.ts";
import { isMultibranch, readJobs } from "./read-jobs.ts";
import { buildTree, type HistoryScope } from "./tree.ts";

/** What a lister is made of. */
export interface JobListerOptions {
  readonly client: JenkinsClient;
  readonly baseUrl: string;
  /** Where to begin, as path segments; empty: the whole Jenkins. */
  readonly folder: readonly string[];
}

/** Lists all jobs below a folder. */
export interface JobLister {
  list(scope: HistoryScope, signal: AbortSignal): Promise<readonly JenkinsJob[]>;
}

/** Creates the lister. A folder that does not exist is a `not-found` with its name. */
export function createJobLister({ client, baseUrl, folder }: JobListerOptions): JobLister {
  let start = folder;

  async function listBelow(
    fullName: string,
    scope: HistoryScope,
    signal: AbortSignal,
  ): Promise<readonly JenkinsJob[]> {
    const root = await client.getItem(fullName, buildTree(scope), signal);
    assertListing(root);
    const container = { fullName, isMultibranch: isMultibranch(root) };
    const { jobs, deeper } = readJobs(root, container, {
      baseUrl,
      isDetailed: scope.isDetailed,
    });
    const more = await Promise.all(
      deeper.map((name) => listBelow(name, scope, signal).catch(ignoreMissing)),
    );
    return [...jobs, ...more.flat()];
  }

  /** A branch may have a slash, so `mb/feature/*` means branches of `mb`; else the folder is missing. */
  async function findProject(missing: ProviderError, signal: AbortSignal) {
    for (let length = folder.length - 1; length > 0; length -= 1) {
      const path = folder.slice(0, length);
      const item = await client.getItem(path.join("/"), "name", signal).catch(nullIfMissing);
      if (item && isMultibranch(item)) return path;
      if (item) break;
    }
    const name = folder.join("/");
    const { host } = new URL(baseUrl);
    const sentence = `${host} has no folder ${name}, or this user may not see it`;
    throw new ProviderError("not-found", sentence, { status: missing.status ?? 404 });
  }

  return {
    async list(scope, signal) {
      try {
        return await listBelow(start.join("/"), scope, signal);
      } catch (error) {
        if (!isMissing(error) || start.length === 0) throw error;
        start = await findProject(error, signal);
        return listBelow(start.join("/"), scope, signal);
      }
    },
  };
}

/**
 * Every answer of Jenkins names its class, and a user without rights gets no `jobs`: any other object
 * comes from something else, and must not pass for a Jenkins whose jobs are gone.
 */
function assertListing(root: RawObject): void {
  const { _class, jobs } = root;
  const isListing = Array.isArray(jobs) || (jobs == null && typeof _class === "string");
  if (!isListing) throw new ProviderError("bad-response", "the answer is not that of a Jenkins");
}

function isMissing(error: unknown): error is ProviderError {
  return error instanceof ProviderError && error.kind === "not-found";
}

function ignoreMissing(error: unknown): readonly JenkinsJob[] {
  if (isMissing(error)) return [];
  throw error;
}

function nullIfMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}
