import Jenkins from "jenkins";
import { describe, expect, it } from "vitest";
import { createHttpClient } from "../../../src/http/http-client.ts";
import { ProviderError } from "../../../src/model/provider-error.ts";
import {
  createSdkTransport,
  type SdkNext,
  type SdkRequest,
} from "../../../src/providers/jenkins/sdk-transport.ts";
import {
  type ScriptedAnswer,
  type SeenRequest,
  startScriptedServer,
} from "../../helpers/scripted-server.ts";
import { NOW_MS, recorded } from "./recorded.ts";

interface Hooked {
  _ext(event: "onRequest", hook: (request: SdkRequest, next: SdkNext) => void): void;
}

async function connect(
  script: (request: SeenRequest) => ScriptedAnswer | undefined,
  signal = new AbortController().signal,
) {
  const server = await startScriptedServer(script);
  const http = createHttpClient({ deadlineMs: 5_000, now: () => NOW_MS });
  const sdk = new Jenkins({ baseUrl: server.url });
  const hooked = sdk as unknown as Hooked;
  hooked._ext("onRequest", createSdkTransport(http.fetch, server.url, signal));
  return { server, sdk };
}

const crumb = () => ({
  ...recorded("crumb"),
  headers: { "content-type": "application/json", "set-cookie": "JSESSIONID.1=abc; Path=/" },
});

describe("the SDK over the shared way to a server", () => {
  it("fetches a crumb with its session for a POST, and reads where the build waits", async () => {
    const { sdk, server } = await connect((request) =>
      request.url.startsWith("/crumbIssuer") ? crumb() : recorded("secured-token-post-no-crumb"),
    );
    const parameters = { WHO: "me & you" };
    expect(await sdk.job.build({ name: "team/param", parameters })).toBe(1240);
    expect(server.requests[1]).toMatchObject({
      method: "POST",
      url: "/job/team/job/param/buildWithParameters",
      body: "WHO=me%20%26%20you",
      headers: {
        "jenkins-crumb": "79358dacf2beacf0b0362d9f2891a8d0f61aa8e02e2ce5959e98e5d072eaff06",
        cookie: "JSESSIONID.1=abc",
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      },
    });
  });

  it("takes the redirect after a stop for its success", async () => {
    const { sdk } = await connect((request) =>
      request.url.startsWith("/crumbIssuer")
        ? crumb()
        : { status: 302, headers: { location: "http://127.0.0.1:1/job/app/" } },
    );
    await expect(sdk.build.stop("app", 7)).resolves.toBeUndefined();
  });

  it("hands out the very fault of the way, without a word of the SDK", async () => {
    const { sdk } = await connect(() => recorded("404-job"));
    const error = await sdk.job.get("nope").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({
      kind: "not-found",
      message: expect.not.stringContaining("jenkins"),
    });
  });

  it("ends with an abort whose reason is no error", async () => {
    const controller = new AbortController();
    const { sdk } = await connect(() => "hang", controller.signal);
    const pending = sdk.info();
    controller.abort("the user has left");
    await expect(pending).rejects.toThrow("aborted");
  });
});
