/**
 * The path segments of a full name, as Jenkins nests them: `team/app` is `/job/team/job/app`. Half a
 * character, which no address can hold, is replaced: one such name must not cost all the others.
 */
export function toJobPath(fullName: string): string {
  return fullName
    .toWellFormed()
    .split("/")
    .filter((segment) => segment !== "")
    .map((segment) => `/job/${encodeURIComponent(segment)}`)
    .join("");
}

/** The configured address without credentials, query and the slash at its end, as the SDK wants it. */
export function toBaseUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/+$/u, "")}`;
}

function isLoopback(url: URL): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/u.test(url.hostname);
}

/**
 * A job's page, a slash at its end: what Jenkins says, since an administrator sets its address for
 * people; our own where it says none, no web address, or `localhost` to somebody who is elsewhere.
 */
export function createJobUrl(baseUrl: string, fullName: string, said: unknown): string {
  const own = `${baseUrl}${toJobPath(fullName)}/`;
  if (typeof said !== "string" || !URL.canParse(said)) return own;
  const url = new URL(said);
  if (url.protocol !== "http:" && url.protocol !== "https:") return own;
  if (isLoopback(url) && !isLoopback(new URL(baseUrl))) return own;
  return url.href.endsWith("/") ? url.href : `${url.href}/`;
}
