import type { Provider } from "../model/provider.ts";
import type { GithubProviderOptions } from "./github/provider.ts";
import type { GitlabProviderOptions } from "./gitlab/provider.ts";
import type { JenkinsProviderOptions } from "./jenkins/provider.ts";

/** What any provider is made of, told apart by `provider`. */
export type ProviderOptions =
  | ({ readonly provider: "github" } & GithubProviderOptions)
  | ({ readonly provider: "gitlab" } & GitlabProviderOptions)
  | ({ readonly provider: "jenkins" } & JenkinsProviderOptions);

/** Creates a provider, loading the SDK of its vendor only; a new vendor is added here and nowhere else. */
export async function createProvider(options: ProviderOptions): Promise<Provider> {
  switch (options.provider) {
    case "github":
      return (await import("./github/provider.ts")).createGithubProvider(options);
    case "gitlab":
      return (await import("./gitlab/provider.ts")).createGitlabProvider(options);
    case "jenkins":
      return (await import("./jenkins/provider.ts")).createJenkinsProvider(options);
  }
}
