import { describe, expect, it } from "vitest";
import { findCacheFolder } from "../../src/cli/cache-folder.ts";

describe("the cache folder", () => {
  it.each([
    ["linux", {}, "/home/ana/.cache/cimon"],
    ["linux", { XDG_CACHE_HOME: "/var/ana" }, "/var/ana/cimon"],
    ["linux", { XDG_CACHE_HOME: "" }, "/home/ana/.cache/cimon"],
    ["linux", { XDG_CACHE_HOME: "here" }, "/home/ana/.cache/cimon"],
    ["darwin", {}, "/home/ana/Library/Caches/cimon"],
    ["darwin", { XDG_CACHE_HOME: "/var/ana" }, "/var/ana/cimon"],
    ["freebsd", {}, "/home/ana/.cache/cimon"],
  ] as const)("on %s with %o is %s", (platform, env, folder) => {
    expect(findCacheFolder({ platform, env, home: "/home/ana" })).toBe(folder);
  });

  it("on Windows is that of local data", () => {
    const place = { platform: "win32", home: "C:\\Users\\ana" } as const;
    const local = "C:\\Users\\ana\\AppData\\Local";
    expect(findCacheFolder({ ...place, env: { LOCALAPPDATA: "D:\\Local" } })).toBe(
      "D:\\Local\\cimon",
    );
    expect(findCacheFolder({ ...place, env: {} })).toBe(`${local}\\cimon`);
  });
});
