import { describeUrl } from "./describe-value.ts";

/**
 * Says what is wrong with a source's address, null where nothing is. It must be what a person opens:
 * http or https, without credentials, query or fragment, and not the API's own address.
 */
export function checkUrl(value: string): string | null {
  const allowed = findAllowed(value);
  return allowed === null ? null : `found ${describeUrl(value)}; allowed: ${allowed}`;
}

/** What would be right in its place, null where it is right. */
function findAllowed(value: string): string | null {
  if (!/^https?:\/\/[^/\s]/iu.test(value) || !URL.canParse(value)) {
    return 'an http or https address such as "https://ci.example.com"';
  }
  const url = new URL(value);
  if (url.username !== "" || url.password !== "") {
    return 'an address without user and password, which belong in "user" and "token"';
  }
  if (/[?#]/u.test(value)) return "an address without ? and #";
  if (url.hostname === "api.github.com") {
    return 'the address a person opens, "https://github.com"';
  }
  if (/\/api\/v\d+\/?$/u.test(url.pathname)) {
    return `the address a person opens, without ${url.pathname}, which cimon adds itself`;
  }
  return null;
}
