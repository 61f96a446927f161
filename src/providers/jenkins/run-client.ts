import type { BodyTaker } from "../../http/take-body.ts";
import { toJobPath } from "./job-url.ts";
import { asObject, asObjects, type RawObject } from "./raw-json.ts";
import {
  createSdkCall,
  type JenkinsClientOptions,
  type SdkPath,
  takeBody,
  takeDone,
  toSegments,
} from "./sdk-call.ts";

/** Which build is meant. */
export interface BuildId {
  /** As Jenkins spells it, its branch still encoded. */
  readonly fullName: string;
  readonly number: number;
}

/** The calls made about one build, or by a person; they reject as the SDK's way to a server does. */
export interface JenkinsRunClient {
  /** Who the server takes us for; null where that is nobody. */
  whoAmI(signal: AbortSignal): Promise<RawObject | null>;
  /** A stage with its steps, `execution/node/N/wfapi/describe`. */
  describeStage(build: BuildId, node: string, signal: AbortSignal): Promise<RawObject | null>;
  /** The gates a build stands at. */
  listPendingInputs(build: BuildId, signal: AbortSignal): Promise<readonly RawObject[]>;
  /** The log from a byte on: https://www.jenkins.io/doc/book/using/remote-access-api/ */
  readLog(build: BuildId, start: number, take: BodyTaker, signal: AbortSignal): Promise<void>;
  /** The log as it goes by now, which Jenkins does not have to hold in its own memory. */
  copyLog(build: BuildId, take: BodyTaker, signal: AbortSignal): Promise<void>;
  /** Queues a build; `parameters` null where the job takes none. */
  startBuild(
    fullName: string,
    parameters: Readonly<Record<string, string>> | null,
    signal: AbortSignal,
  ): Promise<void>;
  stopBuild(build: BuildId, signal: AbortSignal): Promise<void>;
  cancelQueueItem(id: number, signal: AbortSignal): Promise<void>;
  /** Lets a build go on from a gate that asks for no values. */
  proceed(build: BuildId, inputId: string, signal: AbortSignal): Promise<void>;
}

/** Creates a client over the SDK. */
export function createJenkinsRunClient(options: JenkinsClientOptions): JenkinsRunClient {
  const call = createSdkCall(options);

  function get(path: string, signal: AbortSignal) {
    return call(signal, (sdk) => sdk._get({ path }, takeBody));
  }

  async function getThrough(page: SdkPath, take: BodyTaker, signal: AbortSignal): Promise<void> {
    await call(signal, (sdk) => sdk._get(page, takeBody), options.http.fetchThrough(take));
  }

  async function post(
    path: string,
    signal: AbortSignal,
    query: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await call(signal, (sdk) => sdk._post({ path, query }, takeDone));
  }

  return {
    whoAmI: async (signal) => asObject(await get("/whoAmI/api/json", signal)),
    async describeStage(build, node, signal) {
      const path = `${toBuildPath(build)}/execution/node/${encodeURIComponent(node)}/wfapi/describe`;
      return asObject(await get(path, signal));
    },
    async listPendingInputs(build, signal) {
      return asObjects(await get(`${toBuildPath(build)}/wfapi/pendingInputActions`, signal));
    },
    readLog(build, start, take, signal) {
      // The SDK's own call is a POST, which would want a crumb for every piece.
      const path = `${toBuildPath(build)}/logText/progressiveText`;
      return getThrough({ path, query: { start: String(start) } }, take, signal);
    },
    copyLog: (build, take, signal) =>
      getThrough({ path: `${toBuildPath(build)}/consoleText` }, take, signal),
    async startBuild(fullName, parameters, signal) {
      const name = toSegments(fullName);
      await call(signal, (sdk) => sdk.job.build({ name, ...(parameters ? { parameters } : {}) }));
    },
    stopBuild: (build, signal) => post(`${toBuildPath(build)}/stop`, signal),
    cancelQueueItem: (id, signal) => post("/queue/cancelItem", signal, { id: String(id) }),
    proceed(build, inputId, signal) {
      const path = `${toBuildPath(build)}/input/${encodeURIComponent(inputId)}/proceedEmpty`;
      return post(path, signal);
    },
  };
}

function toBuildPath({ fullName, number }: BuildId): string {
  return `${toJobPath(fullName)}/${number}`;
}
