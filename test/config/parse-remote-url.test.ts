import { describe, expect, it } from "vitest";
import { parseRemoteUrl } from "../../src/config/parse-remote-url.ts";

describe("parseRemoteUrl", () => {
  it.each([
    ["https://github.com/acme/api", "https://github.com", "acme/api"],
    ["https://github.com/acme/api.git", "https://github.com", "acme/api"],
    ["https://github.com/acme/api.git/", "https://github.com", "acme/api"],
    ["https://ana:s3cret@github.com/acme/api", "https://github.com", "acme/api"],
    ["https://GitHub.com/acme/site.github.io.git", "https://github.com", "acme/site.github.io"],
    ["https://github.com/acme/.github", "https://github.com", "acme/.github"],
    ["git@github.com:acme/api.git", "https://github.com", "acme/api"],
    ["github.com:acme/api", "https://github.com", "acme/api"],
    ["git@gitlab.example.com:/group/app.git", "https://gitlab.example.com", "group/app"],
    ["ssh://git@github.com/acme/api.git", "https://github.com", "acme/api"],
    ["ssh://git@ssh.github.com:443/acme/api.git", "https://github.com", "acme/api"],
    ["ssh://git@altssh.gitlab.com:443/group/app.git", "https://gitlab.com", "group/app"],
    [
      "ssh://git@gitlab.example.com:2222/group/sub/app.git",
      "https://gitlab.example.com",
      "group/sub/app",
    ],
    ["https://gitlab.example.com:8443/a/b/c/d.git", "https://gitlab.example.com:8443", "a/b/c/d"],
    ["http://gitlab.example.com/group/app", "http://gitlab.example.com", "group/app"],
    ["git://github.com/acme/api.git", "https://github.com", "acme/api"],
    ["git+ssh://git@github.com/acme/api.git", "https://github.com", "acme/api"],
  ])("reads %s", (remote, url, path) => {
    expect(parseRemoteUrl(remote)).toEqual({ url, host: new URL(url).host, path });
  });

  it.each([
    "",
    "/srv/git/acme/api.git",
    "../api.git",
    "file:///srv/git/acme/api.git",
    "C:/code/acme/api",
    "C:\\code\\acme\\api",
    "https://github.com",
    "https://github.com/acme",
    "https://github.com/*/*",
    "git@github.com:acme/{a,b}",
    "git@github.com:acme/../api",
    "git@github.com:!acme/api",
    "ext::sh -c whoami",
    "https://github.com/acme/a%2Fb",
  ])("refuses %j", (remote) => {
    expect(parseRemoteUrl(remote)).toBeNull();
  });
});
