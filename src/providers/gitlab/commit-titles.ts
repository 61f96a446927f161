import { LRUCache } from "lru-cache";
import { ProviderError } from "../../model/provider-error.ts";
import type { GitlabClient } from "./client.ts";
import type { SideRequests } from "./side-requests.ts";

/** First lines of commit messages, each asked for once. */
export interface CommitTitles {
  /** The title, null where there is none to be had, undefined where it is worth asking. */
  get(project: string, sha: string): string | null | undefined;
  /** Reads the title of a commit and keeps it; no fault of it ever reaches the caller. */
  read(project: string, sha: string, requests: SideRequests, signal: AbortSignal): Promise<void>;
}

interface Entry {
  readonly title: string | null;
  /** How often the server failed to say; a commit that it does not have counts as said. */
  readonly refusals: number;
}

const MAX_ENTRIES = 10_000;

const MAX_REFUSALS = 3;

/** How long a project whose pipelines may be read but whose repository may not is taken at its word. */
const FORBIDDEN_MS = 3_600_000;

/** Creates the memory of commit titles for one server; `now` is in milliseconds since 1970. */
export function createCommitTitles(client: GitlabClient, now: () => number): CommitTitles {
  const titles = new LRUCache<string, Entry>({ max: MAX_ENTRIES });
  const forbiddenUntilMs = new Map<string, number>();
  const keyOf = (project: string, sha: string) => `${project}\n${sha}`;
  const isForbidden = (project: string) => (forbiddenUntilMs.get(project) ?? 0) > now();

  async function readUnlessForbidden(project: string, sha: string, signal: AbortSignal) {
    if (isForbidden(project)) return undefined;
    try {
      return await client.getCommitTitle(project, sha, signal);
    } catch (error) {
      // Noted at once, before the next request in the queue is made.
      const isRefused = error instanceof ProviderError && error.status === 403;
      if (isRefused) forbiddenUntilMs.set(project, now() + FORBIDDEN_MS);
      throw error;
    }
  }

  return {
    get(project, sha) {
      const entry = titles.get(keyOf(project, sha));
      const isSettled = entry?.refusals === 0 || entry?.refusals === MAX_REFUSALS;
      if (isSettled) return entry.title;
      return isForbidden(project) ? null : undefined;
    },
    async read(project, sha, requests, signal) {
      const answer = await requests.ask(() => readUnlessForbidden(project, sha, signal));
      const key = keyOf(project, sha);
      if (answer.kind === "answered" && answer.value !== undefined) {
        titles.set(key, { title: answer.value, refusals: 0 });
      } else if (answer.kind === "refused" && answer.fault.status !== 403) {
        const isMissing = answer.fault.kind === "not-found";
        const refusals = isMissing ? 0 : (titles.get(key)?.refusals ?? 0) + 1;
        titles.set(key, { title: null, refusals });
      }
    },
  };
}
