import { cleanTextOrNull } from "../../model/clean-text.ts";
import type { Provider } from "../../model/provider.ts";
import { ProviderError } from "../../model/provider-error.ts";
import { createLogReader } from "./read-log.ts";
import { explainRefusal, type Purpose } from "./refusal.ts";
import type { GitlabRunClient } from "./run-client.ts";
import { toJobs } from "./transform-job.ts";

/** What can be read of a pipeline beyond the list. */
export type RunDetails = Required<Pick<Provider, "whoAmI" | "listJobs" | "readLog" | "copyLog">>;

/** What they are read with. */
export interface RunDetailsOptions {
  readonly client: GitlabRunClient;
  /** The server's address as a person opens it, no slash at its end. */
  readonly url: string;
  readonly hasToken: boolean;
}

const READ_JOBS: Purpose = {
  what: "see the jobs of a pipeline",
  role: "the role Reporter or above",
  scope: "read_api",
};

const READ_LOG: Purpose = {
  what: "read the log of a job",
  role: "the role Reporter or above (Developer for a debug log)",
  scope: "read_api",
};

/** Creates the details of one server's pipelines. */
export function createRunDetails({ client, url, hasToken }: RunDetailsOptions): RunDetails {
  const server = { host: new URL(url).host, hasToken };
  const logs = createLogReader(client);

  return {
    async whoAmI(signal) {
      if (!hasToken) return null;
      try {
        const { username } = await client.getUser(signal);
        return cleanTextOrNull(username);
      } catch (error) {
        const isRefused = error instanceof ProviderError && error.kind === "auth";
        if (isRefused) return null;
        throw error;
      }
    },
    listJobs: (run, signal) =>
      explainRefusal(READ_JOBS, server, async () => {
        const pipeline = Number(run.id);
        const [jobs, bridges] = await Promise.all([
          client.listJobs(run.repo, pipeline, signal),
          client.listBridges(run.repo, pipeline, signal),
        ]);
        return toJobs(jobs, bridges, { url, repo: run.repo });
      }),
    readLog: (run, job, position, signal) =>
      explainRefusal(READ_LOG, server, () => logs.read(run.repo, job, position, signal)),
    copyLog: (run, job, sink, signal) =>
      explainRefusal(READ_LOG, server, () => logs.copy(run.repo, job, sink, signal)),
  };
}
