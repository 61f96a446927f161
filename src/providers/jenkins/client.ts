import { ProviderError } from "../../model/provider-error.ts";
import { toJobPath } from "./job-url.ts";
import { asObject, type RawObject } from "./raw-json.ts";
import {
  createSdkCall,
  type JenkinsClientOptions,
  type Sdk,
  takeBody,
  toSegments,
} from "./sdk-call.ts";

/** The few calls that reading makes; each answers with an object or rejects. */
export interface JenkinsClient {
  /** An item's `api/json`, reduced to `tree`; "" is the whole Jenkins. */
  getItem(fullName: string, tree: string, signal: AbortSignal): Promise<RawObject>;
  getBuild(fullName: string, number: number, tree: string, signal: AbortSignal): Promise<RawObject>;
  /**
   * The stages and the state of a pipeline build; 404 without the Pipeline REST API plugin:
   * https://plugins.jenkins.io/pipeline-rest-api/
   */
  describeBuild(fullName: string, number: number, signal: AbortSignal): Promise<RawObject>;
}

/** Creates a client over the SDK. */
export function createJenkinsClient(options: JenkinsClientOptions): JenkinsClient {
  const { host } = new URL(options.baseUrl);
  const callRaw = createSdkCall(options);

  async function call(signal: AbortSignal, ask: (sdk: Sdk) => Promise<unknown>) {
    const answer = asObject(await callRaw(signal, ask));
    if (answer) return answer;
    throw new ProviderError("bad-response", `${host} answered with something else than an object`);
  }

  return {
    getItem(fullName, tree, signal) {
      const name = toSegments(fullName);
      return call(signal, (sdk) =>
        name.length === 0 ? sdk.info({ tree }) : sdk.job.get({ name, tree }),
      );
    },
    getBuild(fullName, number, tree, signal) {
      const name = toSegments(fullName);
      return call(signal, (sdk) => sdk.build.get({ name, number, tree }));
    },
    describeBuild(fullName, number, signal) {
      const path = `${toJobPath(fullName)}/${number}/wfapi/describe`;
      return call(signal, (sdk) => sdk._get({ path }, takeBody));
    },
  };
}
