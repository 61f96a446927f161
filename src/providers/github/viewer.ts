import { cleanTextOrNull } from "../../model/clean-text.ts";
import { ProviderError } from "../../model/provider-error.ts";
import type { GithubClient } from "./client.ts";
import { readAnswer } from "./read-answer.ts";
import { readField } from "./read-json.ts";

/** Whom the token belongs to; null for an app's, which belongs to nobody, and for a refused one. */
export async function readLogin(client: GithubClient, signal: AbortSignal): Promise<string | null> {
  try {
    const answer = await client.getViewer(signal);
    return cleanTextOrNull(readField(await readAnswer(answer, signal), "login"));
  } catch (error) {
    const isNobody =
      error instanceof ProviderError && (error.kind === "auth" || error.kind === "not-found");
    if (isNobody) return null;
    throw error;
  }
}
