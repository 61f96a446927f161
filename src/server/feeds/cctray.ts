import type { Pipeline } from "../../model/pipeline.ts";
import type { PipelineRun, ProviderKind } from "../../model/pipeline-run.ts";
import { isUnfinished, type RunStatus } from "../../model/run-status.ts";
import { toAttributes } from "../escape-markup.ts";

// https://cctray.org/v1/

type Activity = "Sleeping" | "Building" | "CheckingModifications";
type BuildStatus = "Success" | "Failure" | "Exception" | "Unknown";

/** A time is asked for even where nothing was built yet. */
const NEVER = "1970-01-01T00:00:00Z";

/** The rows as a cctray document, in the order given. */
export function composeCctray(rows: readonly Pipeline[]): string {
  const names = nameProjects(rows);
  const projects = rows.map((row) => `  ${composeProject(row, names.get(row) ?? row.key)}\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Projects>\n${projects.join("")}</Projects>\n`;
}

function composeProject({ latest, history }: Pipeline, name: string): string {
  const last = history.find(({ status }) => !isUnfinished(status));
  const attributes = toAttributes({
    name,
    activity: toActivity(latest.status),
    lastBuildStatus: last ? toBuildStatus(last) : "Unknown",
    lastBuildLabel: last ? `${last.number ?? last.id}` : null,
    lastBuildTime: toTime(last ?? latest),
    webUrl: latest.url,
  });
  return `<Project${attributes}/>`;
}

/** What a person knows a row by; with its source only where two would be called the same. */
function nameProjects(rows: readonly Pipeline[]): ReadonlyMap<Pipeline, string> {
  const counts = new Map<string, number>();
  const nameOf = ({ repo, branch, workflow }: Pipeline) => `${repo} :: ${branch} :: ${workflow}`;
  for (const row of rows) counts.set(nameOf(row), (counts.get(nameOf(row)) ?? 0) + 1);
  return new Map(
    rows.map((row) => {
      const name = nameOf(row);
      return [row, counts.get(name) === 1 ? name : `${row.source} :: ${name}`];
    }),
  );
}

function toActivity(status: RunStatus): Activity {
  switch (status) {
    case "running":
      return "Building";
    case "queued":
      return "CheckingModifications";
    case "waiting":
    case "failed":
    case "warning":
    case "unknown":
    case "cancelled":
    case "success":
    case "skipped":
      return "Sleeping";
  }
}

// Jenkins' own cctray plugin calls what is unstable or aborted a failure: who reads both must not be
// told two things. GitHub and GitLab themselves say of a run with warnings that it passed.
const SOFT: Readonly<Record<ProviderKind, Record<"warning" | "cancelled", BuildStatus>>> = {
  github: { warning: "Success", cancelled: "Exception" },
  gitlab: { warning: "Success", cancelled: "Exception" },
  jenkins: { warning: "Failure", cancelled: "Failure" },
};

function toBuildStatus({ status, provider }: PipelineRun): BuildStatus {
  switch (status) {
    case "success":
      return "Success";
    case "failed":
      return "Failure";
    case "warning":
    case "cancelled":
      return SOFT[provider][status];
    case "queued":
    case "waiting":
    case "running":
    case "skipped":
    case "unknown":
      return "Unknown";
  }
}

function toTime({ finishedAt, startedAt, queuedAt }: PipelineRun): string {
  return (finishedAt ?? startedAt ?? queuedAt ?? NEVER).replace(/\.\d+Z$/u, "Z");
}
