/** Where a GitHub is: its pages for people and its API, neither with a slash at its end. */
export interface GithubAddress {
  readonly web: string;
  readonly api: string;
}

const ENTERPRISE_API = "/api/v3";

/**
 * Tells the API's address from the one a person opens. Only github.com and its tenants under ghe.com
 * have an API host of their own; every GitHub Enterprise Server has it under `/api/v3`:
 * https://docs.github.com/en/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api
 */
export function resolveGithubAddress(url: string): GithubAddress {
  const { origin, hostname, pathname } = new URL(url);
  if (/^(?:www\.|api\.)?github\.com$/u.test(hostname)) {
    return { web: "https://github.com", api: "https://api.github.com" };
  }
  const tenant = /^(?:api\.)?([a-z0-9-]+\.ghe\.com)$/u.exec(hostname)?.[1];
  if (tenant !== undefined) return { web: `https://${tenant}`, api: `https://api.${tenant}` };
  const path = pathname.replace(/\/+$/u, "");
  const base = path.endsWith(ENTERPRISE_API) ? path.slice(0, -ENTERPRISE_API.length) : path;
  return { web: `${origin}${base}`, api: `${origin}${base}${ENTERPRISE_API}` };
}
