import type { HttpClient } from "../../http/http-client.ts";
import { ANONYMOUS } from "../../model/access.ts";
import { isGlob } from "../../model/match-glob.ts";
import type { Provider } from "../../model/provider.ts";
import { checkAccess } from "./check-access.ts";
import { createGithubClient } from "./client.ts";
import { createRepoDiscovery } from "./discover-repos.ts";
import { resolveGithubAddress } from "./github-address.ts";
import { createLogReader } from "./job-log.ts";
import { createRunLister } from "./list-runs.ts";
import { createOctokitCall } from "./octokit-call.ts";
import { createRunActions } from "./run-actions.ts";
import { createRunClient } from "./run-client.ts";
import { createRunDetails } from "./run-details.ts";
import { createWorkflowStarter } from "./start-workflow.ts";
import { readLogin } from "./viewer.ts";

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

/**
 * Creates the provider of one GitHub: github.com, a GitHub Enterprise Server, or what speaks like one.
 * Without a token it has no actions, since GitHub lets nobody act who is not signed in.
 */
export function createGithubProvider(options: GithubProviderOptions): Provider {
  const { source, url, token, http, repos } = options;
  const { api, web } = resolveGithubAddress(url);
  const hasToken = token !== null;
  const octokit = createOctokitCall({ api, token, http });
  const client = createGithubClient(octokit);
  const runs = createRunClient(octokit);
  const discovery = createRepoDiscovery({ client, repos, hasToken });
  const listRuns = createRunLister(client, source);
  return {
    kind: "github",
    source,
    async discoverTargets(signal) {
      const found = await discovery.discover(signal);
      return found.map(({ name, changedAt }) => {
        const target = { id: name, url: `${web}/${name}` };
        return changedAt === null ? target : { ...target, changedAt };
      });
    },
    async listRuns(request) {
      if (isGlob(request.target.id)) throw discovery.explain(request.target.id);
      return listRuns(request);
    },
    quota: http.quota,
    checkAccess: async (signal) => (hasToken ? checkAccess(client, signal) : ANONYMOUS),
    whoAmI: async (signal) => (hasToken ? readLogin(client, signal) : null),
    ...createRunDetails(runs),
    ...createLogReader(runs, hasToken),
    ...(hasToken ? { ...createRunActions(runs), ...createWorkflowStarter(runs) } : {}),
  };
}
