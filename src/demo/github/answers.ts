import type { DemoAnswer } from "../http-types.ts";
import type { DemoActionResult } from "../world/types.ts";

/** An error as GitHub words it: https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api */
export function answerError(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): DemoAnswer {
  const documentation_url = "https://docs.github.com/rest";
  return { status, headers, json: { message, documentation_url, status: String(status) } };
}

/** What GitHub says of all that is not there or not to be seen. */
export function answerNotFound(): DemoAnswer {
  return answerError(404, "Not Found");
}

/** How an action went: an empty object with `status`, or why not. */
export function answerAction(
  result: DemoActionResult,
  status: number,
  refusal: { readonly status: number; readonly message: string },
): DemoAnswer {
  if (result.ok) return { status, json: {} };
  return result.reason === "not-found"
    ? answerNotFound()
    : answerError(refusal.status, refusal.message);
}
