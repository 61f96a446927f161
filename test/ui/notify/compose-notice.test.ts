import { describe, expect, it } from "vitest";
import type { Notice } from "../../../src/model/notice.ts";
import type { NoticeKind } from "../../../src/model/notice-rule.ts";
import { composeNotice } from "../../../src/ui/notify/compose-notice.ts";
import { composeTitle } from "../../../src/ui/notify/compose-title.ts";
import { selectGlyphs } from "../../../src/ui/table/glyphs.ts";
import { makePipeline } from "../make-pipeline.ts";

function notice(kind: NoticeKind, repo: string): Notice {
  const pipeline = makePipeline({ repo, status: kind === "fixed" ? "success" : "failed" });
  return { kind, pipeline, before: null, ways: new Set(["bell"]) };
}

describe("a notification", () => {
  it("is none where there is nothing to tell", () => {
    expect(composeNotice([])).toBeNull();
  });

  it("names the one pipeline, its run and its commit", () => {
    expect(composeNotice([notice("broke", "acme/api")])).toEqual({
      title: "acme/api broke",
      body: "main CI failed after 1m00s: Fix token refresh (ana)",
    });
  });

  it("groups what happened to many", () => {
    const repos = ["acme/api", "acme/web", "acme/docs", "acme/cli", "acme/app"];
    expect(composeNotice(repos.map((repo) => notice("broke", repo)))).toEqual({
      title: "5 pipelines broke",
      body: "acme/api, acme/web, acme/docs and 2 more",
    });
    expect(composeNotice(repos.slice(0, 4).map((repo) => notice("fixed", repo)))).toEqual({
      title: "4 pipelines were fixed",
      body: "acme/api, acme/web, acme/docs, acme/cli",
    });
  });

  it("says each thing that happened at one moment", () => {
    const some = [
      notice("fixed", "acme/api"),
      notice("broke", "acme/web"),
      notice("broke", "acme/cli"),
    ];
    expect(composeNotice(some)).toEqual({
      title: "cimon",
      body: "2 pipelines broke: acme/web, acme/cli. 1 pipeline was fixed: acme/api",
    });
  });
});

describe("the title", () => {
  it.each([
    [
      [
        ["failed", 2],
        ["running", 3],
        ["success", 118],
      ],
      false,
      "✗2 ●3 cimon",
    ],
    [
      [
        ["failed", 2],
        ["waiting", 1],
        ["running", 3],
      ],
      true,
      "x2 @1 *3 cimon",
    ],
    [
      [
        ["success", 118],
        ["queued", 1],
      ],
      false,
      "✓ cimon",
    ],
    [[], false, "cimon"],
  ] as const)("of %j, ascii %j, is %j", (counts, ascii, expected) => {
    expect(composeTitle(new Map(counts), selectGlyphs(ascii))).toBe(expected);
  });
});
