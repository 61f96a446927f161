import { describe, expect, it } from "vitest";
import { toResponseError } from "../../src/http/response-error.ts";

function refuse(status: number, permissions: string | null, message = "", method = "POST") {
  const headers = new Headers(
    permissions === null ? {} : { "x-accepted-github-permissions": permissions },
  );
  const body = JSON.stringify({ message });
  return toResponseError({ status, method, headers, body, host: "gh.example", nowMs: 0 });
}

describe("a refused request", () => {
  it.each([
    ["actions=write", "gh.example does not allow this: the token needs actions=write (HTTP 403)"],
    [
      "actions=write, contents=read; administration=admin",
      "gh.example does not allow this: the token needs actions=write and contents=read or administration=admin (HTTP 403)",
    ],
    [null, "gh.example does not allow this (HTTP 403)"],
    ["", "gh.example does not allow this (HTTP 403)"],
    ["ghp_s3cret", "gh.example does not allow this (HTTP 403)"],
  ])("names the permission that %j asks for", (permissions, sentence) => {
    const error = refuse(403, permissions, "Resource not accessible by personal access token");
    expect(error).toMatchObject({ kind: "auth", status: 403, message: sentence });
  });

  it.each([
    [403, "This workflow is already running", "it is running already"],
    [
      403,
      "Unable to retry this workflow run because it was created over a month ago",
      "it is too old to be run again",
    ],
    [403, "Unable to retry workflow run 7 because it has no failed jobs", "it has no failed jobs"],
    [403, "Repository was archived so is read-only.", "the repository is archived"],
    [
      422,
      "Workflow does not have 'workflow_dispatch' trigger",
      "the workflow has no workflow_dispatch",
    ],
    [422, "No ref found for: gone", "the branch is gone"],
    [422, "Required input 'version' not provided", "a required input is missing"],
    [
      422,
      'Unexpected inputs provided: ["ghp_s3cret"]',
      "the workflow does not know one of the inputs",
    ],
    [
      422,
      "Provided value 'ghp_s3cret' for input 'x' not in the list of allowed values",
      "an input has a value that is not allowed",
    ],
  ])("is no matter of the token where HTTP %i says %j", (status, message, reason) => {
    expect(refuse(status, "actions=write", message)).toMatchObject({
      kind: "refused",
      status,
      message: `gh.example did not take the request: ${reason} (HTTP ${status})`,
    });
  });

  it.each([400, 405, 409, 412, 422])(
    "was understood where an action gets HTTP %i, but not where a question does",
    (status) => {
      expect(refuse(status, null).kind).toBe("refused");
      expect(refuse(status, null, "", "GET").kind).toBe("bad-response");
    },
  );

  it("by a server in trouble is no refusal", () => {
    expect(refuse(500, null).kind).toBe("bad-response");
  });
});
