import { describe, expect, it } from "vitest";
import { createSecretHider } from "../../../src/cli/log/hide-secrets.ts";

describe("the barrier before the log", () => {
  const token = 'a+b/c d"e$1';
  const hide = createSecretHider([{ user: "ana", token }]);
  const base64 = (text: string) => Buffer.from(text).toString("base64");

  it.each([
    ["as it is", token],
    ["in capitals", token.toUpperCase()],
    ["percent-encoded", encodeURIComponent(token)],
    ["as a part of a path", encodeURI(token)],
    ["in base64", base64(token)],
    ["as the basic sign-in", base64(`ana:${token}`)],
    ["in base64 for addresses", Buffer.from(`ana:${token}`).toString("base64url")],
  ])("hides a token %s, each time", (_form, text) => {
    expect(hide(`<${text}|${text}>`).replace(/=/gu, "")).toBe("<[secret]|[secret]>");
  });

  it("leaves everything else alone, without a secret too", () => {
    expect(hide("/repos/acme/api")).toBe("/repos/acme/api");
    expect(createSecretHider([])("/repos/acme/api")).toBe("/repos/acme/api");
    expect(createSecretHider([{ user: null, token: " " }])("a b")).toBe("a b");
  });

  it("leaves no rest of a token that another one is the beginning of", () => {
    const both = createSecretHider([
      { user: null, token: "abc" },
      { user: null, token: "abcdef" },
    ]);
    expect(both("abcdef abc")).toBe("[secret] [secret]");
  });
});
