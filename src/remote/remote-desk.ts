import { feedSink } from "../http/feed-sink.ts";
import type { HttpClient, HttpFetch, HttpRequest } from "../http/http-client.ts";
import type { PipelineRun } from "../model/pipeline-run.ts";
import { ProviderError } from "../model/provider-error.ts";
import { isChange, type RunDesk } from "../model/run-desk.ts";
import type { Job } from "../model/run-detail.ts";
import {
  readAnnotations,
  readJobs,
  readLogChunk,
  readParameters,
  readTriggerForm,
} from "./read-details.ts";
import type { RemoteSource } from "./read-sources.ts";
import type { ServerAddress } from "./server-address.ts";

/** What a desk over a server works with. */
export interface RemoteDeskOptions {
  readonly address: ServerAddress;
  readonly http: HttpClient;
  readonly findSource: (name: string) => RemoteSource | undefined;
  /** False where the server lets us change nothing, or we were told to change nothing. */
  readonly mayChange: () => boolean;
}

/** Creates the desk that asks a server about runs, and has it act on them. */
export function createRemoteDesk(options: RemoteDeskOptions): RunDesk {
  const { address, http, findSource, mayChange } = options;

  function send(fetch: HttpFetch, path: string, signal: AbortSignal, request: HttpRequest = {}) {
    const { url, authorization } = address;
    const headers = {
      accept: "application/json",
      "x-cimon": "1",
      ...(authorization === null ? {} : { authorization }),
      ...(request.body === undefined ? {} : { "content-type": "application/json" }),
    };
    return fetch(`${url}${path}`, { ...request, headers, signal });
  }

  async function ask<Answer>(
    path: string,
    signal: AbortSignal,
    read: (value: unknown) => Answer,
  ): Promise<Answer> {
    const response = await send(http.fetchUncached, path, signal);
    try {
      return read(await response.json());
    } catch (cause) {
      const sentence = `${address.host} sent what is no answer of cimon`;
      throw new ProviderError("bad-response", sentence, { cause });
    }
  }

  async function post(path: string, signal: AbortSignal, body: object = {}): Promise<void> {
    await send(http.fetchUncached, path, signal, { method: "POST", body: JSON.stringify(body) });
  }

  return {
    get mayChange() {
      return mayChange();
    },
    can: (run, deed) =>
      findSource(run.source)?.offers.has(deed) === true && (mayChange() || !isChange(deed)),
    listJobs: (run, signal) => ask(`${toPath(run)}/jobs`, signal, readJobs),
    listAnnotations: (run, job, signal) =>
      ask(`${toJobPath(run, job)}/annotations`, signal, readAnnotations),
    listParameters: (run, signal) => ask(`${toPath(run)}/parameters`, signal, readParameters),
    readLog(run, job, position, signal) {
      const query = position === null ? "" : `?position=${encodeURIComponent(position)}`;
      return ask(`${toJobPath(run, job)}/log${query}`, signal, readLogChunk);
    },
    async copyLog(run, job, sink, signal) {
      await send(http.fetchThrough(feedSink(sink)), `${toJobPath(run, job)}/log/whole`, signal);
    },
    act: (run, action, signal) => post(`${toPath(run)}/${action}`, signal),
    openGate: (run, job, signal) => post(`${toJobPath(run, job)}/openGate`, signal),
    describeTrigger: (run, signal) => ask(`${toPath(run)}/trigger`, signal, readTriggerForm),
    trigger: (run, order, signal) => post(`${toPath(run)}/trigger`, signal, order),
  };
}

function toPath({ source, id }: PipelineRun): string {
  return `/api/runs/${encodeURIComponent(source)}/${encodeURIComponent(id)}`;
}

function toJobPath(run: PipelineRun, { id }: Job): string {
  return `${toPath(run)}/jobs/${encodeURIComponent(id)}`;
}
