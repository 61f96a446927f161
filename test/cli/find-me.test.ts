import { expect, it } from "vitest";
import { findMe } from "../../src/cli/find-me.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";

const NEVER = new AbortController().signal;

function createProvider(whoAmI: () => Promise<string | null>) {
  let asked = 0;
  const provider = {
    ...createFakeProvider([], () => []),
    whoAmI() {
      asked += 1;
      return whoAmI();
    },
  };
  return { provider, countAsked: () => asked };
}

it("asks nobody who @me is while no filter wants to know", async () => {
  const { provider, countAsked } = createProvider(async () => "ana");
  expect(await findMe([provider], ["status:failed", ""], NEVER)).toEqual([]);
  expect(countAsked()).toBe(0);
});

it("finds the logins of those that answer", async () => {
  const providers = [
    createProvider(async () => "ana").provider,
    createProvider(async () => null).provider,
    createProvider(() => Promise.reject(new Error("no"))).provider,
    createFakeProvider([], () => []),
  ];
  expect(await findMe(providers, ["actor:@me"], NEVER)).toEqual(["ana"]);
});
