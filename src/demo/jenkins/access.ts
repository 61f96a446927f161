import { createHash } from "node:crypto";
import type { DemoAnswer, DemoRequest } from "../http-types.ts";
import { htmlError, signInPage } from "./pages.ts";

/** Whom the demo's Jenkins knows. A request with the token needs no crumb, one with the password does. */
export const JENKINS_DEMO_USER = "demo";
export const JENKINS_DEMO_TOKEN = "demo-jenkins-token";
export const JENKINS_DEMO_PASSWORD = "demo-jenkins-password";

const SESSION_COOKIE = "JSESSIONID.demo";

/** The door of the server: who may come in, and with which POST. */
export interface Access {
  /** The answer to a request that may not go on, else null. */
  refuse(request: DemoRequest): DemoAnswer | null;
  /** The answer of `/crumbIssuer/api/json`; the crumb is good within its session only. */
  issueCrumb(): DemoAnswer;
}

function readCredential({ headers }: DemoRequest): { user: string; secret: string } | null {
  const match = /^Basic\s+(\S+)$/iu.exec(headers.authorization ?? "");
  if (!match?.[1]) return null;
  const [user = "", ...rest] = Buffer.from(match[1], "base64").toString("utf8").split(":");
  return { user, secret: rest.join(":") };
}

/** Makes the door. The crumb follows from the seed, so that a run can be repeated. */
export function createAccess(seed: number): Access {
  const session = hash(`session ${seed}`).slice(0, 24);
  const crumb = hash(`crumb ${session}`);

  function hasCrumb({ headers }: DemoRequest): boolean {
    const hasSession = headers.cookie?.includes(`${SESSION_COOKIE}=${session}`) === true;
    return hasSession && headers["jenkins-crumb"] === crumb;
  }

  return {
    refuse(request) {
      const { path, method } = request;
      const given = readCredential(request);
      if (!given) return signInPage(path);
      const isToken = given.secret === JENKINS_DEMO_TOKEN;
      const isKnown = isToken || given.secret === JENKINS_DEMO_PASSWORD;
      if (given.user !== JENKINS_DEMO_USER || !isKnown) {
        const refused = htmlError(401, `Invalid password/token for user: ${given.user}`, path);
        const headers = { ...refused.headers, "www-authenticate": 'Basic realm="Jenkins"' };
        return { ...refused, headers };
      }
      if (method === "GET" || method === "HEAD" || isToken || hasCrumb(request)) return null;
      return htmlError(403, "No valid crumb was included in the request", path);
    },
    issueCrumb: () => ({
      headers: { "set-cookie": `${SESSION_COOKIE}=${session}; Path=/; HttpOnly` },
      json: {
        _class: "hudson.security.csrf.DefaultCrumbIssuer",
        crumb,
        crumbRequestField: "Jenkins-Crumb",
      },
    }),
  };
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
