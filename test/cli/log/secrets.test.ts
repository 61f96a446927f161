import { describe, expect, it } from "vitest";
import {
  type ScriptedAnswer,
  type SeenRequest,
  startScriptedServer,
} from "../../helpers/scripted-server.ts";
import { listWithLog, TOKEN } from "./run-log.ts";

const BASIC = Buffer.from(`ana:${TOKEN}`).toString("base64");

/** Every form in which the token could come back, in one text. */
const ECHO = [TOKEN, encodeURIComponent(TOKEN), encodeURI(TOKEN), BASIC].join(" ");
const PATH = `/${encodeURIComponent(TOKEN)}/${encodeURI(TOKEN)}?private_token=${TOKEN}`;

/** Response headers that repeat it, wherever a client might follow or read them. */
const HEADERS = {
  link: `<http://127.0.0.1:1${PATH}>; rel="next"`,
  "x-request-id": ECHO,
  "www-authenticate": `Bearer realm="${ECHO}"`,
  "retry-after": "0",
  "x-ratelimit-resource": ECHO,
  etag: `"${TOKEN}"`,
};

const BODY = { message: ECHO, error: ECHO, error_description: ECHO, documentation_url: PATH };
const json = (status: number, body: unknown = BODY): ScriptedAnswer => ({
  status,
  headers: HEADERS,
  body,
});
const redirect = (location: string): ScriptedAnswer => ({
  status: 302,
  headers: { ...HEADERS, location },
  body: ECHO,
});

/** A redirect to a path that holds the token, answered there by another fault. */
function redirectOnce(then: ScriptedAnswer) {
  return ({ url }: SeenRequest) => (url.includes("private_token") ? then : redirect(PATH));
}

const html = { ...HEADERS, "content-type": "text/html" };
const FAULTS: Readonly<Record<string, (request: SeenRequest) => ScriptedAnswer>> = {
  "200 of another shape": () => json(200),
  "a redirect to another protocol": () => redirect(`${TOKEN.replace(/\W|_/gu, "")}:${PATH}`),
  "200 with a list of texts": () => json(200, [ECHO, ECHO]),
  "200 as a web page": () => ({ status: 200, headers: html, body: `<p>${ECHO}` }),
  "half a JSON": () => ({
    status: 200,
    headers: { ...HEADERS, "content-type": "application/json" },
    body: `{"a": "${ECHO}`,
  }),
  ...Object.fromEntries(
    [400, 401, 403, 404, 407, 410, 422, 429, 451, 500, 502, 503, 504].map((status) => [
      String(status),
      () => json(status),
    ]),
  ),
  "a redirect to a path with it": redirectOnce(json(404)),
  "a redirect to half an answer": redirectOnce("half"),
  "a redirect in a circle": () => redirect(PATH),
  "a redirect to nowhere": () => redirect(`http://${TOKEN}:99999/`),
  "a redirect to a host of its name": () => redirect(`http://${TOKEN.slice(4, 20)}.invalid${PATH}`),
  "a reset": () => "reset",
  "half an answer": () => "half",
};

/** The token and its parts that could pass for it, in any case. */
const LEAK = new RegExp(
  ["thisTokenMustNever", BASIC.slice(8, 40), Buffer.from(TOKEN).toString("base64").slice(0, 30)]
    .map((text) => text.replace(/[+/]/gu, "\\$&"))
    .join("|"),
  "iu",
);

function makeSources(url: string) {
  const token = { env: "TOKEN" };
  return [
    { provider: "github", name: "gh", url, repos: ["acme/api", "acme/*"], token },
    { provider: "gitlab", name: "lab", url, projects: ["group/app", "group/**"], token },
    { provider: "jenkins", name: "ci", url, user: "ana", token },
  ];
}

describe("the token", () => {
  it.each(Object.entries(FAULTS))("is shown nowhere on %s", async (_name, answer) => {
    const server = await startScriptedServer(answer);
    const args = ["--log-level", "trace", "--json"];
    const { code, stdout, stderr, text, lines } = await listWithLog(makeSources(server.url), args);
    expect(server.requests.length).toBeGreaterThan(2);
    expect(server.requests.map(({ headers }) => JSON.stringify(headers)).join()).toMatch(LEAK);
    expect(lines.filter(({ msg }) => msg.startsWith("fetch")).length).toBeGreaterThan(2);
    expect([0, 3]).toContain(code);
    expect(stdout).not.toMatch(LEAK);
    expect(stderr).not.toMatch(LEAK);
    expect(text).not.toMatch(LEAK);
    expect(text).not.toMatch(/private_token|authorization/iu);
  });

  it("is masked in the log where a server names a repository after it", async () => {
    const named = "ghp_thisTokenMustNever0000000000000000000";
    const repo = { name: named, full_name: `acme/${named}`, html_url: "https://example.com" };
    const server = await startScriptedServer(({ url }) =>
      url.includes("/actions/") ? { status: 404, body: {} } : { body: [repo] },
    );
    const token = { env: "TOKEN" };
    const sources = [{ provider: "github", url: server.url, repos: ["acme/*"], token }];
    const args = ["--log-level", "trace"];
    const { text, lines } = await listWithLog(sources, args, { env: { TOKEN: named } });
    expect(text).not.toMatch(LEAK);
    const asked = lines.find(({ path }) => String(path).includes("/actions/"));
    expect(asked).toMatchObject({
      target: "acme/[secret]",
      path: "/api/v3/repos/acme/[secret]/actions/runs",
    });
  });
});
