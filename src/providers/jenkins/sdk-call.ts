import Jenkins from "jenkins";
import { callSdk } from "../../http/call-sdk.ts";
import type { HttpClient, HttpFetch } from "../../http/http-client.ts";
import { ProviderError, toProviderError } from "../../model/provider-error.ts";
import { asObject } from "./raw-json.ts";
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

/** The part of the SDK in use; its types do not know of `tree` and of its hooks. */
export interface Sdk {
  _ext(event: "onRequest", hook: (request: SdkRequest, next: SdkNext) => void): void;
  _get(request: SdkPath, then: SdkStep): Promise<unknown>;
  _post(request: SdkPath, then: SdkStep): Promise<unknown>;
  info(options: { tree: string }): Promise<unknown>;
  crumbIssuer: { get(): Promise<unknown> };
  job: {
    get(options: { name: readonly string[]; tree: string }): Promise<unknown>;
    build(options: {
      name: readonly string[];
      parameters?: Readonly<Record<string, string>>;
    }): Promise<unknown>;
  };
  build: {
    get(options: { name: readonly string[]; number: number; tree: string }): Promise<unknown>;
  };
}

/** A request to a page the SDK has no method for. */
export interface SdkPath {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
}

type SdkStep = (context: SdkContext, next: SdkEnd) => void;

interface SdkContext {
  readonly err?: Error;
  readonly res?: {
    readonly statusCode?: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
}

type SdkEnd = (error?: Error | false, value?: unknown) => void;

/**
 * Makes one call of the SDK; rejects with a `ProviderError`, or with the signal's reason. Its requests
 * go through `fetch`, where that is given.
 */
export type SdkCall = (
  signal: AbortSignal,
  ask: (sdk: Sdk) => Promise<unknown>,
  fetch?: HttpFetch,
) => Promise<unknown>;

/** Jenkins makes API tokens of 34 hexadecimal digits, of 32 before 2.129; they need no crumb. */
const API_TOKEN = /^(11)?[\da-f]{32}$/u;

/** Creates the way into the SDK: one instance of it a call, since a hook knows only one signal. */
export function createSdkCall(options: JenkinsClientOptions): SdkCall {
  const { baseUrl, token, http } = options;
  const { origin } = new URL(baseUrl);
  const crumbIssuer = API_TOKEN.test(token ?? "") ? false : findCrumb;

  function createSdk(signal: AbortSignal, fetch: HttpFetch): Sdk {
    const headers: Record<string, string> = { accept: "application/json", ...authorize(options) };
    const sdk = new Jenkins({ baseUrl, crumbIssuer, headers }) as unknown as Sdk;
    sdk._ext("onRequest", createSdkTransport(fetch, origin, signal));
    return sdk;
  }

  return (signal, ask, fetch = http.fetch) =>
    callSdk(signal, async () => ask(createSdk(signal, fetch)));
}

function authorize({ baseUrl, user, token }: JenkinsClientOptions): Record<string, string> {
  const { host } = new URL(baseUrl);
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

interface Crumb {
  headerName: string;
  headerValue: string;
  cookies: string[];
}

const NO_CRUMB: Crumb = { headerName: "", headerValue: "", cookies: [] };

/** What the SDK sends with a POST; nothing where the server has crumbs switched off (404). */
async function findCrumb(client: unknown): Promise<Crumb> {
  const sdk = client as Pick<Sdk, "crumbIssuer">;
  try {
    const issued = asObject(await sdk.crumbIssuer.get());
    if (typeof issued?.crumb !== "string" || typeof issued.crumbRequestField !== "string") {
      throw new ProviderError("bad-response", "the server gave no crumb for a change");
    }
    const cookies = Array.isArray(issued.cookies) ? issued.cookies.map(String) : [];
    return { headerName: issued.crumbRequestField, headerValue: issued.crumb, cookies };
  } catch (error) {
    if (toProviderError(error).kind === "not-found") return NO_CRUMB;
    throw error;
  }
}

/** Ends a call with the body of its answer. */
export function takeBody(context: SdkContext, next: SdkEnd): void {
  if (context.err) next(context.err);
  else next(false, context.res?.body);
}

/** Ends a change, which Jenkins answers with 302 to the page it was made from, or plainly with 200. */
export function takeDone(context: SdkContext, next: SdkEnd): void {
  const isMoved = context.res?.statusCode === 302;
  next(context.err && !isMoved ? context.err : false);
}

/** A full name as the SDK wants it. */
export function toSegments(fullName: string): readonly string[] {
  return fullName.split("/").filter((segment) => segment !== "");
}
