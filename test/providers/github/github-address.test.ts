import { describe, expect, it } from "vitest";
import { resolveGithubAddress } from "../../../src/providers/github/github-address.ts";

describe("resolveGithubAddress", () => {
  it.each([
    ["https://github.com", "https://github.com", "https://api.github.com"],
    ["https://www.github.com/", "https://github.com", "https://api.github.com"],
    ["https://api.github.com", "https://github.com", "https://api.github.com"],
    ["https://octo.ghe.com", "https://octo.ghe.com", "https://api.octo.ghe.com"],
    ["https://api.octo.ghe.com/", "https://octo.ghe.com", "https://api.octo.ghe.com"],
    ["https://git.example.com", "https://git.example.com", "https://git.example.com/api/v3"],
    ["https://git.example.com/api/v3", "https://git.example.com", "https://git.example.com/api/v3"],
    ["http://127.0.0.1:8080/", "http://127.0.0.1:8080", "http://127.0.0.1:8080/api/v3"],
    ["https://example.com/gh//", "https://example.com/gh", "https://example.com/gh/api/v3"],
    ["https://notgithub.com", "https://notgithub.com", "https://notgithub.com/api/v3"],
  ])("takes %s as pages at %s and an API at %s", (url, web, api) => {
    expect(resolveGithubAddress(url)).toEqual({ web, api });
  });
});
