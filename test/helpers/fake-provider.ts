import type { PipelineRun } from "../../src/model/pipeline-run.ts";
import type { ListRunsRequest, ListRunsResult, Provider } from "../../src/model/provider.ts";

/** A provider whose answers a test scripts, for what needs no HTTP. */
export interface FakeProvider extends Provider {
  readonly requests: ListRunsRequest[];
}

/** Creates one whose targets are `targets`, answered by `answer`; a thrown error is a failed poll. */
export function createFakeProvider(
  targets: readonly string[],
  answer: (request: ListRunsRequest) => readonly PipelineRun[] | Promise<readonly PipelineRun[]>,
  result: Partial<ListRunsResult> = {},
): FakeProvider {
  const requests: ListRunsRequest[] = [];
  return {
    kind: "github",
    source: "gh",
    requests,
    discoverTargets: async () => targets.map((id) => ({ id, url: `https://github.com/${id}` })),
    async listRuns(request) {
      requests.push(request);
      const runs = await answer(request);
      return { runs, cursor: "cursor", complete: false, pollAfterMs: null, ...result };
    },
    quota: () => null,
  };
}
