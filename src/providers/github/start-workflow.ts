import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { Provider } from "../../model/provider.ts";
import { ProviderError } from "../../model/provider-error.ts";
import type { TriggerInput } from "../../model/run-detail.ts";
import { readAnswer } from "./read-answer.ts";
import { readField } from "./read-json.ts";
import { toRepoName } from "./repo-name.ts";
import type { RunClient } from "./run-client.ts";
import { toRunName } from "./run-name.ts";
import { toWorkflowPath } from "./transform.ts";

/** Where a run's workflow is written down. */
interface WorkflowFile {
  readonly path: string;
  readonly ref: string;
}

/**
 * Creates the start of a further run of a run's workflow. GitHub tells a
 * workflow's inputs nowhere but in its file; only a run tells which file that is.
 * https://docs.github.com/en/rest/actions/workflows#create-a-workflow-dispatch-event
 */
export function createWorkflowStarter(
  client: RunClient,
): Required<Pick<Provider, "describeTrigger" | "trigger">> {
  async function findFile(run: PipelineRun, signal: AbortSignal): Promise<WorkflowFile> {
    const raw = await readAnswer(await client.getRun(toRunName(run), signal), signal);
    const path = toWorkflowPath(raw);
    const ref = readField(raw, "head_branch");
    if (path === null || !/^\.github\/workflows\/[^/]+\.ya?ml$/iu.test(path)) {
      throw notStartable(run, "is none of the repository's own files");
    }
    // Git allows no colon in a branch: this one is a fork's.
    if (typeof ref !== "string" || ref === "" || run.branch.includes(":")) {
      throw notStartable(run, "ran on no branch of this repository");
    }
    return { path, ref };
  }

  return {
    async describeTrigger(run, signal) {
      const { path, ref } = await findFile(run, signal);
      const answer = await client.getFile(toRepoName(run.repo), path, ref, signal);
      const inputs = await readInputs(await readAnswer(answer, signal));
      if (inputs === null) throw notStartable(run, "has no workflow_dispatch");
      return { inputs, takesVariables: false, takesBranch: true };
    },
    async trigger(run, { branch, inputs }, signal) {
      const { path, ref } = await findFile(run, signal);
      const file = path.split("/").at(-1) ?? path;
      const dispatch = { file, ref: branch ?? ref, inputs };
      await client.dispatch(toRepoName(run.repo), dispatch, signal);
    },
  };
}

async function readInputs(raw: unknown): Promise<readonly TriggerInput[] | null> {
  const content = readField(raw, "content");
  if (typeof content !== "string" || readField(raw, "encoding") !== "base64") {
    throw new ProviderError("bad-response", "the answer holds no file");
  }
  // What reads YAML is loaded where somebody wants to start a workflow.
  const { parseWorkflowInputs } = await import("./workflow-inputs.ts");
  try {
    return parseWorkflowInputs(Buffer.from(content, "base64").toString("utf8"));
  } catch (cause) {
    throw new ProviderError("bad-response", "the workflow's file is no YAML", { cause });
  }
}

function notStartable({ repo, workflow }: PipelineRun, reason: string): ProviderError {
  const sentence = `${repo} ${workflow} cannot be started by hand: it ${reason}`;
  return new ProviderError("refused", sentence);
}
