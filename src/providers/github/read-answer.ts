import { toProviderError } from "../../model/provider-error.ts";
import type { GithubAnswer } from "./octokit-call.ts";

/** Reads the body of an answer; a `ProviderError` where it is no JSON. */
export async function readAnswer(answer: GithubAnswer, signal: AbortSignal): Promise<unknown> {
  try {
    return await answer.json();
  } catch (error) {
    signal.throwIfAborted();
    throw toProviderError(error);
  }
}
