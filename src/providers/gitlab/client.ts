import { Commits, Groups, Jobs, Pipelines, Projects, Users } from "@gitbeaker/rest";
import { callSdk } from "../../http/call-sdk.ts";
import { cleanText } from "../../model/clean-text.ts";
import { toIsoTime } from "../../model/iso-time.ts";
import { type Connection, type ConnectionOptions, createConnect } from "./connection.ts";
import { isRecord, parsePipeline, type RawPipeline } from "./raw.ts";
import { badResponse, PER_PAGE, readPages } from "./read-pages.ts";
import type { ConditionalAnswer } from "./requester.ts";

/** Where to look for projects. */
export type ProjectScope =
  | { readonly kind: "group"; readonly path: string; readonly includesSubgroups: boolean }
  | { readonly kind: "user"; readonly name: string }
  /** All that the token's owner is a member of. */
  | { readonly kind: "own" };

/** Which pipelines of a project to list. */
export interface PipelineListOptions {
  /** null: from the beginning. */
  readonly updatedAfter: string | null;
  /** Of the same list when it was last read; null wants it in any case. */
  readonly etag: string | null;
  readonly maxPages: number;
}

/** A list of pipelines. */
export interface PipelineList {
  /** True where nothing is new since the ETag it was asked with; then it holds none. */
  readonly isUnchanged: boolean;
  readonly etag: string | null;
  readonly pipelines: readonly RawPipeline[];
}

/** A project as a list of projects has it. */
export interface ListedProject {
  readonly path: string;
  /** ISO 8601 UTC, null where the server does not say. GitLab moves it once an hour at most. */
  readonly changedAt: string | null;
}

/** The requests cimon makes of a GitLab, each once; all reject with a `ProviderError`. */
export interface GitlabClient {
  /** Newest updated first, at most `maxPages` times 100. */
  listPipelines(
    project: string,
    options: PipelineListOptions,
    signal: AbortSignal,
  ): Promise<PipelineList>;
  getPipeline(project: string, id: number, signal: AbortSignal): Promise<RawPipeline>;
  /** True where a job of the pipeline failed that may. */
  hasAllowedFailure(project: string, id: number, signal: AbortSignal): Promise<boolean>;
  getCommitTitle(project: string, sha: string, signal: AbortSignal): Promise<string | null>;
  /** All projects that are not archived. */
  listProjects(scope: ProjectScope, signal: AbortSignal): Promise<readonly ListedProject[]>;
}

const MAX_PROJECT_PAGES = 100;

/** Creates the client of one server. Nothing in it outlives a call: no queue, no timer. */
export function createGitlabClient(options: ConnectionOptions): GitlabClient {
  const connect = createConnect(options);
  return {
    async listPipelines(project, { updatedAfter, etag, maxPages }, signal) {
      let first: ConditionalAnswer = { isUnchanged: false, etag: null };
      const onAnswer = (answer: ConditionalAnswer) => {
        first = answer;
      };
      const start = new Pipelines(connect(signal, { kind: "if-changed", etag, onAnswer }));
      const others = new Pipelines(connect(signal));
      // Any change moves a pipeline to the top: the first page tells for all.
      const items = await readPages(signal, maxPages, (page) =>
        (page === 1 ? start : others).all(project, {
          page,
          perPage: PER_PAGE,
          orderBy: "updated_at",
          sort: "desc",
          ...(updatedAfter === null ? {} : { updatedAfter }),
          showExpanded: true,
        }),
      );
      const pipelines = items.map(parsePipeline).filter((pipeline) => pipeline !== null);
      return { ...first, pipelines };
    },
    async getPipeline(project, id, signal) {
      const pipelines = new Pipelines(connect(signal));
      const answer = parsePipeline(await callSdk(signal, () => pipelines.show(project, id)));
      if (answer === null) throw badResponse();
      return answer;
    },
    async hasAllowedFailure(project, pipelineId, signal) {
      const jobs = new Jobs(connect(signal));
      const page = { page: 1, perPage: PER_PAGE, showExpanded: true } as const;
      const failed = await readPages(signal, 1, () =>
        jobs.all(project, { pipelineId, scope: "failed", ...page }),
      );
      return failed.some(
        (job) => isRecord(job) && job.status === "failed" && job.allow_failure === true,
      );
    },
    async getCommitTitle(project, sha, signal) {
      const commits = new Commits(connect(signal));
      // The statistics make the server read the whole change.
      const answer: unknown = await callSdk(signal, () =>
        commits.show(project, sha, { stats: false }),
      );
      if (!isRecord(answer)) throw badResponse();
      const title = answer.title ?? answer.message;
      return typeof title === "string" ? title : null;
    },
    async listProjects(scope, signal) {
      const connection = connect(signal, { kind: "remembered" });
      const items = await readPages(signal, MAX_PROJECT_PAGES, (page) =>
        askForProjects(connection, scope, page),
      );
      return items.flatMap((item) => {
        const isProject = isRecord(item) && typeof item.path_with_namespace === "string";
        if (!isProject || item.archived === true) return [];
        const path = cleanText(String(item.path_with_namespace));
        return [{ path, changedAt: toIsoTime(item.last_activity_at) }];
      });
    },
  };
}

function askForProjects(connection: Connection, scope: ProjectScope, page: number) {
  const query = {
    page,
    perPage: PER_PAGE,
    // In the order of their making, so that a new one does not shift the pages.
    orderBy: "id",
    sort: "asc",
    archived: false,
    simple: true,
    showExpanded: true,
  } as const;
  switch (scope.kind) {
    case "group": {
      const { path, includesSubgroups: includeSubgroups } = scope;
      return new Groups(connection).allProjects(path, { ...query, includeSubgroups });
    }
    case "user":
      return new Users(connection).allProjects<true, "offset">(scope.name, query);
    case "own":
      return new Projects(connection).all({ ...query, membership: true });
  }
}
