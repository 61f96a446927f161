import type { HttpClient } from "../../http/http-client.ts";
import type { Provider } from "../../model/provider.ts";
import { createGithubClient } from "./client.ts";
import { discoverRepos } from "./discover-repos.ts";
import { resolveGithubAddress } from "./github-address.ts";
import { createRunLister } from "./list-runs.ts";

/** What a GitHub source is made of. */
export interface GithubProviderOptions {
  /** The configured source's name. */
  readonly source: string;
  /** The address a person opens. */
  readonly url: string;
  /** null asks anonymously: 60 requests an hour. */
  readonly token: string | null;
  readonly http: HttpClient;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** `owner/name`, globs, `!` exclusions. */
  readonly repos: readonly string[];
}

/** Creates the provider of one GitHub: github.com, a GitHub Enterprise Server, or what speaks like one. */
export function createGithubProvider(options: GithubProviderOptions): Provider {
  const { source, url, token, http, repos } = options;
  const { api, web } = resolveGithubAddress(url);
  const client = createGithubClient({ api, token, http });
  return {
    kind: "github",
    source,
    discoverTargets: async (signal) => {
      const names = await discoverRepos({ client, repos, hasToken: token !== null }, signal);
      return names.map((id) => ({ id, url: `${web}/${id}` }));
    },
    listRuns: createRunLister(client, source),
    quota: http.quota,
  };
}
