import { expect, it } from "vitest";
import { resolveWebhooks } from "../../src/config/resolve-webhooks.ts";

const SECRET = "0123456789abcdef";
const resolve = (webhooks: object, env: Record<string, string> = {}) =>
  resolveWebhooks({ server: { webhooks }, file: "/etc/cimon.json" }, env);

it("takes no hooks where none are configured", () => {
  const none = { github: null, gitlab: null, jenkins: null };
  expect(resolve({})).toEqual(none);
  expect(resolveWebhooks({ server: null, file: null }, {})).toEqual(none);
});

it("reads each vendor's secret from its variable, or as it stands", () => {
  const webhooks = { github: { env: "HOOK" }, jenkins: SECRET };
  expect(resolve(webhooks, { HOOK: `${SECRET}\n` })).toEqual({
    github: SECRET,
    gitlab: null,
    jenkins: SECRET,
  });
});

it("says of which variable too short a secret comes, and not what it is", () => {
  const fail = () => resolve({ gitlab: { env: "HOOK" } }, { HOOK: "short" });
  expect(fail).toThrow(/server\.webhooks\.gitlab: the environment variable HOOK holds no 16/u);
  expect(fail).not.toThrow(/short/u);
});
