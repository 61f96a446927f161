import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { Job } from "../../model/run-detail.ts";

/** Short enough for every file system in any script, with room for what tells it from others of its name. */
const LONGEST = 70;

/** What a job's log is called as a file, without its ending: `acme-api-test-node-20-42`. */
export function toLogFileName({ repo, number }: PipelineRun, { name }: Job): string {
  const plain = makeSafe(`${repo} ${name}`).slice(0, LONGEST);
  // Nothing of a name may be left, as of one in signs alone.
  const parts = [plain === "" ? "log" : plain, number].filter((part) => part !== null);
  return parts.join("-").replaceAll(/-+/gu, "-");
}

// Letters and digits of any script stay; a dot or a dash in front would hide a file or look like an option.
function makeSafe(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll(/[^\p{L}\p{N}._]+/gu, "-")
    .replaceAll(/^[-.]+|[-.]+$/gu, "");
}
