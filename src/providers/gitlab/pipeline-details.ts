import { LRUCache } from "lru-cache";
import type { GitlabClient } from "./client.ts";
import { isRecord, type RawPipeline, stampOf } from "./raw.ts";
import type { SideAnswer, SideRequests } from "./side-requests.ts";
import { toRunStatus } from "./transform.ts";

/** A pipeline as well as it is known. */
export interface KnownPipeline {
  readonly raw: RawPipeline;
  readonly hasAllowedFailure: boolean;
}

/** The pages of single pipelines, each read once for every change of it. */
export interface PipelineDetails {
  /** True where nothing is left to ask about a pipeline as it was listed. */
  isKnown(project: string, listed: RawPipeline): boolean;
  /** The pipeline's page as read at its last change, else what the list says. */
  describe(project: string, listed: RawPipeline): KnownPipeline;
  /** Reads the page of a pipeline and keeps it. */
  read(
    project: string,
    listed: RawPipeline,
    requests: SideRequests,
    signal: AbortSignal,
  ): Promise<SideAnswer<KnownPipeline>>;
}

interface Entry extends KnownPipeline {
  /** The pipeline as it was listed when its page was asked for, and as the page then had it. */
  readonly stamps: readonly string[];
  /** How often the server refused the page of the pipeline as it is now. */
  readonly refusals: number;
}

const MAX_ENTRIES = 5_000;

/** After so many the list's word is taken until the pipeline changes. */
const MAX_REFUSALS = 3;

/** Creates the memory of pipelines' pages for one server. */
export function createPipelineDetails(client: GitlabClient): PipelineDetails {
  const entries = new LRUCache<string, Entry>({ max: MAX_ENTRIES });
  const keyOf = (project: string, id: number) => `${project}\n${id}`;

  function find(project: string, listed: RawPipeline): Entry | undefined {
    const entry = entries.get(keyOf(project, listed.id));
    return entry?.stamps.includes(stampOf(listed)) ? entry : undefined;
  }

  function describeByList(project: string, listed: RawPipeline): KnownPipeline {
    // Who started a pipeline never changes.
    const user = entries.get(keyOf(project, listed.id))?.raw.user;
    return { raw: user === undefined ? listed : { user, ...listed }, hasAllowedFailure: false };
  }

  return {
    isKnown(project, listed) {
      const refusals = find(project, listed)?.refusals;
      return refusals === 0 || refusals === MAX_REFUSALS;
    },
    describe(project, listed) {
      return find(project, listed) ?? describeByList(project, listed);
    },
    async read(project, listed, requests, signal) {
      const page = await requests.ask(() => client.getPipeline(project, listed.id, signal));
      if (page.kind === "put-off") return page;
      if (page.kind === "refused") {
        const isMissing = page.fault.kind === "not-found";
        const before = find(project, listed)?.refusals ?? 0;
        const refusals = isMissing ? MAX_REFUSALS : before + 1;
        const known = describeByList(project, listed);
        entries.set(keyOf(project, listed.id), { ...known, stamps: [stampOf(listed)], refusals });
        return page;
      }
      const raw = { ...listed, ...page.value };
      const isSilent = toRunStatus(raw.status) === "success" && !isRecord(raw.detailed_status);
      const failure = isSilent
        ? await requests.ask(() => client.hasAllowedFailure(project, listed.id, signal))
        : null;
      if (failure?.kind === "put-off") return failure;
      const hasAllowedFailure = failure?.kind === "answered" && failure.value;
      const stamps = [stampOf(listed), stampOf(raw)];
      const entry = { raw, hasAllowedFailure, stamps, refusals: 0 };
      entries.set(keyOf(project, listed.id), entry);
      return { kind: "answered", value: entry };
    },
  };
}
