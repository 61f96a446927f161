import type { ResolvedSource } from "../../config/resolved-config.ts";
import { nextStep, type ProviderError } from "../../model/provider-error.ts";

/** How to get another token for a source: a command or a page of its server. */
export function adviseToken(source: ResolvedSource): string {
  const { provider, url, credentialFrom } = source;
  const { host } = new URL(url);
  if (credentialFrom === "login") {
    return provider === "github"
      ? `gh auth login --hostname ${host} --scopes repo`
      : `glab auth login --hostname ${host}`;
  }
  const where = credentialFrom === "none" ? 'and name its variable by "token"' : "and renew it";
  return `make one ${where}: ${toTokenPage(source)}`;
}

/** The page on which a person makes a token that is enough. */
export function toTokenPage({ provider, url }: Pick<ResolvedSource, "provider" | "url">): string {
  switch (provider) {
    case "github":
      return `${url}/settings/tokens/new?scopes=repo&description=cimon`;
    case "gitlab":
      return `${url}/-/user_settings/personal_access_tokens?name=cimon&scopes=read_api`;
    case "jenkins":
      return `${url}/me/security/`;
  }
}

/** What to do about a fault of a source's server. */
export function adviseFault(
  fault: Pick<ProviderError, "kind" | "status"> & { readonly hint: string | null },
  source: ResolvedSource,
): string {
  const isRefused = fault.kind === "auth" && fault.status === 401;
  return isRefused ? adviseToken(source) : nextStep(fault);
}
