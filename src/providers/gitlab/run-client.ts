import {
  Jobs,
  MergeRequests,
  PersonalAccessTokens,
  PipelineSchedules,
  Pipelines,
  Users,
} from "@gitbeaker/rest";
import { callSdk } from "../../http/call-sdk.ts";
import type { BodyTaker } from "../../http/take-body.ts";
import { type ConnectionOptions, createConnect } from "./connection.ts";
import { isRecord } from "./raw.ts";
import { badResponse, PER_PAGE, readPages } from "./read-pages.ts";
import type { ConditionalAnswer } from "./requester.ts";

type Raw = Readonly<Record<string, unknown>>;

/** How a log is read. */
export interface TraceRequest {
  /** The value of a `Range` header, null for all; a server may send all the same. */
  readonly range: string | null;
  /** Of the log as it was last read; null wants it in any case. */
  readonly etag: string | null;
  readonly take: BodyTaker;
}

/** What cimon asks about single pipelines and does to them, each call one request or one list. */
export interface GitlabRunClient {
  getUser(signal: AbortSignal): Promise<Raw>;
  /** The token itself; refused to tokens of other kinds than personal, project and group ones. */
  getToken(signal: AbortSignal): Promise<Raw>;
  /** Those that were tried again too, in no order. */
  listJobs(project: string, pipeline: number, signal: AbortSignal): Promise<readonly unknown[]>;
  /** The jobs that stand for pipelines downstream. */
  listBridges(project: string, pipeline: number, signal: AbortSignal): Promise<readonly unknown[]>;
  getJob(project: string, job: number, signal: AbortSignal): Promise<Raw>;
  readTrace(
    project: string,
    job: number,
    request: TraceRequest,
    signal: AbortSignal,
  ): Promise<ConditionalAnswer>;
  /** A new pipeline of a branch or tag. */
  create(
    project: string,
    ref: string,
    variables: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<void>;
  /** A new pipeline of a merge request by its number in the project. */
  createForMergeRequest(project: string, iid: number, signal: AbortSignal): Promise<void>;
  listSchedules(project: string, signal: AbortSignal): Promise<readonly unknown[]>;
  runSchedule(project: string, schedule: number, signal: AbortSignal): Promise<void>;
  retry(project: string, pipeline: number, signal: AbortSignal): Promise<void>;
  cancel(project: string, pipeline: number, signal: AbortSignal): Promise<void>;
  play(project: string, job: number, signal: AbortSignal): Promise<void>;
}

/** A thousand jobs; a pipeline may have no more than 500 unless its administrator says otherwise. */
const MAX_JOB_PAGES = 10;

/** Creates the client of one server's pipelines; all of it rejects with a `ProviderError`. */
export function createGitlabRunClient(options: ConnectionOptions): GitlabRunClient {
  const connect = createConnect(options);

  async function act(signal: AbortSignal, call: () => Promise<unknown>): Promise<void> {
    if (!isRecord(await callSdk(signal, call))) throw badResponse();
  }

  async function getRecord(signal: AbortSignal, call: () => Promise<unknown>): Promise<Raw> {
    const answer = await callSdk(signal, call);
    if (!isRecord(answer)) throw badResponse();
    return answer;
  }

  return {
    getToken: (signal) => getRecord(signal, () => new PersonalAccessTokens(connect(signal)).show()),
    getUser: (signal) => getRecord(signal, () => new Users(connect(signal)).showCurrentUser()),
    listJobs(project, pipelineId, signal) {
      const jobs = new Jobs(connect(signal, { kind: "remembered" }));
      const query = { pipelineId, includeRetried: true, perPage: PER_PAGE, showExpanded: true };
      return readPages(signal, MAX_JOB_PAGES, (page) => jobs.all(project, { ...query, page }));
    },
    listBridges(project, pipeline, signal) {
      const jobs = new Jobs(connect(signal, { kind: "remembered" }));
      return readPages(signal, MAX_JOB_PAGES, (page) => {
        // The SDK's type does not know that this list has pages too.
        const query = { perPage: PER_PAGE, showExpanded: true, page };
        return jobs.allPipelineBridges(project, pipeline, query);
      });
    },
    getJob: (project, job, signal) =>
      getRecord(signal, () => new Jobs(connect(signal)).show(project, job)),
    async readTrace(project, job, request, signal) {
      let answer: ConditionalAnswer | null = null;
      const onAnswer = (given: ConditionalAnswer) => {
        answer = given;
      };
      const jobs = new Jobs(connect(signal, { kind: "file", ...request, onAnswer }));
      await callSdk(signal, () => jobs.showLog(project, job));
      if (answer === null) throw badResponse();
      return answer;
    },
    create(project, ref, variables, signal) {
      const list = Object.entries(variables).map(([key, value]) => ({ key, value }));
      const given = list.length === 0 ? {} : { variables: list };
      return act(signal, () => new Pipelines(connect(signal)).create(project, ref, given));
    },
    createForMergeRequest: (project, iid, signal) =>
      act(signal, () => new MergeRequests(connect(signal)).createPipeline(project, iid)),
    listSchedules(project, signal) {
      const schedules = new PipelineSchedules(connect(signal));
      const query = { scope: "active", perPage: PER_PAGE, showExpanded: true } as const;
      return readPages(signal, 1, (page) => schedules.all(project, { ...query, page }));
    },
    runSchedule: (project, schedule, signal) =>
      act(signal, () => new PipelineSchedules(connect(signal)).run(project, schedule)),
    retry: (project, pipeline, signal) =>
      act(signal, () => new Pipelines(connect(signal)).retry(project, pipeline)),
    cancel: (project, pipeline, signal) =>
      act(signal, () => new Pipelines(connect(signal)).cancel(project, pipeline)),
    play: (project, job, signal) => act(signal, () => new Jobs(connect(signal)).play(project, job)),
  };
}
