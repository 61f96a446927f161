import { describe, expect, it } from "vitest";
import { findProxy } from "../../src/http/find-proxy.ts";

const PROXY = "http://proxy.example.com:3128";

function find(url: string, env: Record<string, string>): string | null {
  return findProxy(new URL(url), env)?.origin ?? null;
}

describe("findProxy", () => {
  it.each([
    ["https://ci.example.com", { HTTPS_PROXY: PROXY }, PROXY],
    ["https://ci.example.com", { https_proxy: PROXY, HTTPS_PROXY: "http://other" }, PROXY],
    ["https://ci.example.com", { HTTP_PROXY: PROXY }, null],
    ["https://ci.example.com", { ALL_PROXY: PROXY }, PROXY],
    ["http://ci.example.com", { HTTP_PROXY: PROXY }, PROXY],
    ["http://ci.example.com", { http_proxy: "proxy.example.com:3128" }, PROXY],
    ["http://ci.example.com", { HTTP_PROXY: PROXY, REQUEST_METHOD: "GET" }, null],
    ["http://ci.example.com", { all_proxy: PROXY, HTTPS_PROXY: "http://other" }, PROXY],
    ["https://ci.example.com", { HTTPS_PROXY: "" }, null],
    ["https://ci.example.com", {}, null],
  ])("takes for %s by %j the proxy %s", (url, env, expected) => {
    expect(find(url, env)).toBe(expected);
  });

  it.each(["localhost", "127.0.0.1", "127.8.0.1:80", "[::1]"])("never one for %s", (host) => {
    expect(find(`http://${host}`, { ALL_PROXY: PROXY })).toBeNull();
  });

  it.each([
    ["*", true],
    ["example.com", true],
    [".example.com", true],
    ["*.example.com", true],
    ["CI.Example.com", true],
    ["other, ci.example.com", true],
    ["other ci.example.com:443", true],
    ["ci.example.com:8443", false],
    ["i.example.com", false],
    ["", false],
  ])("and NO_PROXY=%j leaves out ci.example.com: %s", (list, isLeftOut) => {
    const found = find("https://ci.example.com", { HTTPS_PROXY: PROXY, NO_PROXY: list });
    expect(found).toBe(isLeftOut ? null : PROXY);
  });

  it.each([
    ["http://10.1.2.3", "10.0.0.0/8", true],
    ["http://11.1.2.3", "10.0.0.0/8", false],
    ["http://10.1.2.3", "10.0.0.0/99", false],
    ["http://10.1.2.3", "1.2.3", false],
    ["http://[fd00::1]:8080", "fd00::/8", true],
    ["http://[fd00::1]:8080", "[fd00::1]:8080", true],
    ["http://[fd00::1]", "fd00::1", true],
  ])("of the address %s by %s: %s", (url, list, isLeftOut) => {
    expect(find(url, { ALL_PROXY: PROXY, no_proxy: list })).toBe(isLeftOut ? null : PROXY);
  });

  it.each(["socks5://user:s3cret@proxy:1080", "http://[s3cret"])("refuses %s unseen", (proxy) => {
    const act = () => find("https://ci.example.com", { ALL_PROXY: proxy });
    expect(act).toThrow(/the proxy in the environment/u);
    expect(act).not.toThrow(/s3cret/u);
  });
});
