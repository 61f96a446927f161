import Jenkins from "jenkins";
import { callSdk } from "../../http/call-sdk.ts";
import type { HttpClient } from "../../http/http-client.ts";
import { ProviderError } from "../../model/provider-error.ts";
import { toJobPath } from "./job-url.ts";
import { asObject, type RawObject } from "./raw-json.ts";
import { createSdkTransport, type SdkNext, type SdkRequest } from "./sdk-transport.ts";

/** What a client is made of. */
export interface JenkinsClientOptions {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly user: string | null;
  /** An API token, or a password. */
  readonly token: string | null;
  readonly http: HttpClient;
}

/** The few calls the provider makes; each answers with an object or rejects. */
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

/** The part of the SDK in use; its types do not know of `tree` and of its hooks. */
interface Sdk {
  _ext(event: "onRequest", hook: (request: SdkRequest, next: SdkNext) => void): void;
  _get(
    request: { path: string },
    then: (context: SdkContext, next: SdkEnd) => void,
  ): Promise<unknown>;
  info(options: { tree: string }): Promise<unknown>;
  job: { get(options: { name: readonly string[]; tree: string }): Promise<unknown> };
  build: {
    get(options: { name: readonly string[]; number: number; tree: string }): Promise<unknown>;
  };
}

interface SdkContext {
  readonly err?: Error;
  readonly res?: { readonly body?: unknown };
}

type SdkEnd = (error?: Error | false, value?: unknown) => void;

/** Jenkins makes API tokens of 34 hexadecimal digits, of 32 before 2.129; they need no crumb. */
const API_TOKEN = /^(11)?[\da-f]{32}$/u;

/** Creates a client over the SDK, one instance of it a call, since a hook knows only one signal. */
export function createJenkinsClient(options: JenkinsClientOptions): JenkinsClient {
  const { baseUrl, user, token, http } = options;
  const { origin, host } = new URL(baseUrl);

  function createSdk(signal: AbortSignal): Sdk {
    const headers: Record<string, string> = { accept: "application/json", ...authorize() };
    const crumbIssuer = !API_TOKEN.test(token ?? "");
    const sdk = new Jenkins({ baseUrl, crumbIssuer, headers }) as unknown as Sdk;
    sdk._ext("onRequest", createSdkTransport(http.fetch, origin, signal));
    return sdk;
  }

  function authorize(): Record<string, string> {
    if (user === null && token === null) return {};
    if (user === null) {
      const sentence = `the token for ${host} needs its user beside it: Jenkins has none without`;
      throw new ProviderError("auth", sentence);
    }
    if (token === null) {
      throw new ProviderError("auth", `the user for ${host} needs an API token beside it`);
    }
    const credential = Buffer.from(`${user}:${token}`, "utf8").toString("base64");
    return { authorization: `Basic ${credential}` };
  }

  async function call(signal: AbortSignal, ask: (sdk: Sdk) => Promise<unknown>) {
    const answer = asObject(await callSdk(signal, async () => ask(createSdk(signal))));
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

function takeBody(context: SdkContext, next: SdkEnd): void {
  if (context.err) next(context.err);
  else next(false, context.res?.body);
}

function toSegments(fullName: string): readonly string[] {
  return fullName.split("/").filter((segment) => segment !== "");
}
