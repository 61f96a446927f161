import type { ScriptedAnswer, SeenRequest } from "./scripted-server.ts";

/** Long, and with characters that every encoding changes. */
export const TOKEN = "ghp_thisTokenMustNever+be/logged==0000000";

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
/** What a hostile or a broken server may answer. */
export const FAULTS: Readonly<Record<string, (request: SeenRequest) => ScriptedAnswer>> = {
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
export const LEAK = new RegExp(
  ["thisTokenMustNever", BASIC.slice(8, 40), Buffer.from(TOKEN).toString("base64").slice(0, 30)]
    .map((text) => text.replace(/[+/]/gu, "\\$&"))
    .join("|"),
  "iu",
);
