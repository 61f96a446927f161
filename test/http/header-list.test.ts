import { describe, expect, it } from "vitest";
import { createHeaderList } from "../../src/http/header-list.ts";

describe("a list of headers", () => {
  it("knows a name in any case, and none it was not given", () => {
    const headers = createHeaderList({ ETag: '"v1"', Age: 5, Vary: undefined });
    expect(headers.get("etag")).toBe('"v1"');
    expect(headers.get("AGE")).toBe("5");
    expect(headers.has("vary")).toBe(false);
    expect(headers.get("vary")).toBeNull();
    headers.set("Age", "6");
    headers.delete("ETAG");
    expect([...headers]).toEqual([["age", "6"]]);
  });

  it("joins what came several times, but tells cookies apart", () => {
    const fields = { link: ["<a>", "<b>"], "set-cookie": ["a=1", "b=2; Expires=Thu, 01 Jan 2026"] };
    const headers = createHeaderList(fields);
    expect(headers.get("link")).toBe("<a>, <b>");
    expect(headers.getSetCookie()).toEqual(fields["set-cookie"]);
  });

  it("copies another list, which it then leaves alone", () => {
    const cookies = new Headers([
      ["set-cookie", "a=1"],
      ["set-cookie", "b=2"],
      ["accept", "text/plain"],
    ]);
    const copy = createHeaderList(cookies);
    copy.set("accept", "*/*");
    expect(cookies.get("accept")).toBe("text/plain");
    expect(copy.getSetCookie()).toEqual(["a=1", "b=2"]);
  });
});
