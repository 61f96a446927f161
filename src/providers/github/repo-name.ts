import { ProviderError } from "../../model/provider-error.ts";
import type { RepoName } from "./client.ts";

/** Takes `owner/name` apart; a `ProviderError` for anything else. */
export function toRepoName(id: string): RepoName {
  const [owner, repo, ...rest] = id.split("/");
  if (!owner || !repo || rest.length > 0) {
    throw new ProviderError("not-found", `${JSON.stringify(id)} is no owner/name`);
  }
  return { owner, repo };
}
