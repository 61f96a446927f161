import { beforeAll, describe, expect, it } from "vitest";
import { ProviderError } from "../../src/model/provider-error.ts";
import type { AuthOptions } from "../../src/server/server-options.ts";
import { DEPLOY, makeInput, VARIABLES } from "../ui/form/make-form.ts";
import { makeDesk } from "../ui/make-desk.ts";
import { PASSWORD, signUp } from "./sign-up.ts";
import { startServer } from "./start-server.ts";

let auth: AuthOptions;
const sign = (name: string) => ({
  authorization: `Basic ${Buffer.from(`${name}:${PASSWORD}`).toString("base64")}`,
});

beforeAll(async () => {
  auth = await signUp();
});

/** A server whose runs can be given what a form says, and the way to send one. */
async function startFormed(form = DEPLOY, changes: Partial<ReturnType<typeof makeDesk>> = {}) {
  const desk = { ...makeDesk({ form: async () => form }), ...changes };
  const server = await startServer({ desk });
  const page = `${server.url}/runs/gh/1/trigger`;
  const send = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(page, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams(fields),
      headers: { origin: server.url, ...headers },
    });
  return { ...server, desk, page, send };
}

const GOOD = { branch: "main", "input environment": "production", "input version": "2.4.1" };

describe("the form for a new run", () => {
  it("starts it as it is filled in, what is left out at its default, and leads back", async () => {
    const { send, desk, feed } = await startFormed();
    const answer = await send({ ...GOOD, "input replicas": " 3 ", "input password": "hush" });
    expect([answer.status, answer.headers.get("location")]).toEqual([
      303,
      "/runs/gh/1?did=trigger",
    ]);
    expect(desk.trigger.mock.lastCall?.[1]).toEqual({
      branch: null,
      inputs: {
        environment: "production",
        dry_run: "false",
        version: "2.4.1",
        replicas: "3",
        password: "hush",
      },
    });
    expect(feed.refresh).toHaveBeenCalledWith("acme/api");
  });

  it.each([
    [{ ...GOOD, "input version": " " }, "version is required"],
    [{ ...GOOD, "input replicas": "many" }, "replicas is a number"],
    [{ ...GOOD, "input environment": "moon" }, "environment is none of its choices"],
    [{ ...GOOD, "input dry_run": "perhaps" }, "dry_run is none of its choices"],
    [{ ...GOOD, branch: "" }, "branch is required"],
  ])("says what is wrong with %j, keeps the rest and starts nothing", async (fields, sentence) => {
    const { send, desk } = await startFormed();
    const answer = await send({ ...fields, "input password": "hush" });
    const text = await answer.text();
    expect([answer.status, desk.trigger.mock.calls]).toEqual([422, []]);
    expect(text).toContain(`role="alert">${sentence}<`);
    expect(text).toContain('aria-invalid="true"');
    // What was typed as a secret does not come back, nor into the log.
    expect(text).not.toContain("hush");
    if (fields["input version"] === "2.4.1") expect(text).toContain('value="2.4.1"');
  });

  it("takes variables one a line, each once", async () => {
    const { send, desk } = await startFormed(VARIABLES);
    const twice = await send({ variable: "A=1\r\n\r\nA=2" });
    expect([twice.status, await twice.text()]).toEqual([
      422,
      expect.stringContaining("A is given twice"),
    ]);
    expect((await send({ branch: "dev", variable: "A=1\r\nB=x=y\r\n" })).status).toBe(303);
    expect(desk.trigger.mock.lastCall?.[1]).toEqual({
      branch: "dev",
      inputs: { A: "1", B: "x=y" },
    });
  });

  it("keeps what was filled in where the CI server refuses", async () => {
    const { desk, send } = await startFormed();
    desk.trigger.mockRejectedValue(
      new ProviderError("refused", "github.com: no such <branch>", { hint: "name another" }),
    );
    const answer = await send({ ...GOOD, branch: "gone" });
    const text = await answer.text();
    expect(answer.status).toBe(409);
    expect(text).toContain("no such &lt;branch&gt;");
    expect(text).toContain('value="gone"');
  });

  it("shows hostile names as they are", async () => {
    const evil = `"><script>alert(1)</script>`;
    const inputs = (["text", "choice", "boolean"] as const).map((type) =>
      makeInput({
        name: `${evil}${type}`,
        type,
        description: evil,
        choices: type === "choice" ? [evil] : [],
        defaultValue: evil,
      }),
    );
    const { page, send, desk } = await startFormed({
      inputs,
      takesVariables: true,
      takesBranch: true,
    });
    for (const answer of [
      await fetch(page),
      await send({ branch: "", variable: `</textarea>${evil}` }),
    ]) {
      const text = await answer.text();
      expect(text).toContain("&lt;script&gt;");
      expect(text).not.toMatch(/<script>|<\/textarea>"/u);
    }
    await send({ [`input ${evil}text`]: "ok" });
    expect(desk.trigger.mock.lastCall?.[1].inputs).toMatchObject({ [`${evil}text`]: "ok" });
  });

  it("is there for operators alone, and for the forms of its own page", async () => {
    const desk = makeDesk({ form: async () => DEPLOY });
    const { url, lines } = await startServer({ auth, desk });
    const page = `${url}/runs/gh/1/trigger`;
    const post = async (headers: Record<string, string>) => {
      const body = new URLSearchParams({ ...GOOD, "input password": "hush" });
      return (await fetch(page, { method: "POST", redirect: "manual", body, headers })).status;
    };
    expect((await fetch(page)).status).toBe(401);
    expect((await fetch(page, { headers: sign("viewer") })).status).toBe(403);
    const run = await (await fetch(`${url}/runs/gh/1`, { headers: sign("viewer") })).text();
    expect(run).not.toContain("/trigger");
    expect(await post({ origin: url })).toBe(401);
    expect(await post({ ...sign("viewer"), origin: url })).toBe(403);
    expect(await post(sign("operator"))).toBe(403);
    expect(await post({ ...sign("operator"), origin: "https://evil.example" })).toBe(403);
    expect(desk.describeTrigger).not.toHaveBeenCalled();
    expect(await post({ ...sign("operator"), origin: url })).toBe(303);
    expect(desk.trigger).toHaveBeenCalledOnce();
    expect(lines.join("\n")).not.toContain("hush");
  });

  it("is not offered where a source has no such thing", async () => {
    const desk = makeDesk({ can: (_run, deed) => deed !== "trigger" });
    const { url } = await startServer({ desk });
    expect(await (await fetch(`${url}/runs/gh/1`)).text()).not.toContain("New run");
    const headers = { origin: url };
    const body = new URLSearchParams();
    for (const init of [{}, { method: "POST", body, headers }]) {
      expect((await fetch(`${url}/runs/gh/1/trigger`, init)).status).toBe(409);
    }
    for (const deed of [desk.describeTrigger, desk.trigger]) expect(deed).not.toHaveBeenCalled();
  });
});
