import { PROVIDER_KINDS } from "../../model/pipeline-run.ts";
import { RUN_STATUSES } from "../../model/run-status.ts";
import { SORT_WORDS } from "../page/sort-words.ts";

const time = { type: ["string", "null"], format: "date-time" } as const;
const text = { type: ["string", "null"] } as const;
const seconds = { type: ["number", "null"] } as const;

/** What narrows the rows. */
export const viewQuerySchema = {
  type: "object",
  properties: {
    filter: {
      type: "string",
      maxLength: 500,
      description: "The terminal's filter, as in status:failed repo:acme/*",
    },
    view: {
      type: "string",
      maxLength: 100,
      description: "The name of a view of the configuration",
    },
  },
} as const;

/** The same for the page, and for what keeps it up to date. */
export const listQuerySchema = {
  type: "object",
  properties: {
    ...viewQuerySchema.properties,
    sort: { type: "string", enum: SORT_WORDS, description: "The order; -: turned round" },
    kiosk: { type: "string", maxLength: 10, description: "There: for a screen on a wall" },
    limit: { type: "string", maxLength: 10, description: "How many rows at most, or all" },
    format: { type: "string", enum: ["json", "html"], description: "html: what the page swaps" },
  },
} as const;

/** One run, as `cimon list --json` prints it. */
const runSchema = {
  type: "object",
  required: ["id", "source", "provider", "repo", "branch", "workflow", "status", "url"],
  properties: {
    id: { type: "string" },
    source: { type: "string" },
    provider: { type: "string", enum: PROVIDER_KINDS },
    repo: { type: "string" },
    branch: { type: "string" },
    workflow: { type: "string" },
    number: { type: ["integer", "null"] },
    attempt: { type: "integer" },
    status: { type: "string", enum: RUN_STATUSES },
    conclusion: text,
    event: text,
    actor: text,
    commit: { type: "object", properties: { sha: text, message: text } },
    queuedAt: time,
    startedAt: time,
    finishedAt: time,
    durationSec: seconds,
    url: { type: "string" },
  },
} as const;

const insightSchema = {
  type: "object",
  description: "What the kept history says of the run; see README.",
  properties: {
    typical: { type: ["object", "null"], additionalProperties: true },
    predictedEndAt: time,
    progress: { type: ["number", "null"], minimum: 0, maximum: 1 },
    isSlow: { type: "boolean" },
    queueSec: seconds,
    isQueueLong: { type: "boolean" },
    isFlaky: { type: "boolean" },
    transition: { type: ["object", "null"], additionalProperties: true },
  },
} as const;

/** What names a run in an address. */
export const runParamsSchema = {
  type: "object",
  required: ["source", "id"],
  properties: {
    source: { type: "string", maxLength: 200 },
    id: { type: "string", maxLength: 2_000 },
  },
} as const;

/** What names a job in an address. */
export const jobParamsSchema = {
  ...runParamsSchema,
  required: [...runParamsSchema.required, "job"],
  properties: { ...runParamsSchema.properties, job: { type: "string", maxLength: 2_000 } },
} as const;

/** The answer of `GET /api/runs/:source/:id`. */
export const runDetailSchema = {
  type: "object",
  required: ["run", "pipeline", "isOld", "allowed"],
  properties: {
    run: runSchema,
    pipeline: {
      type: "object",
      required: ["key", "target", "latest", "history", "insight"],
      properties: {
        key: { type: "string" },
        target: { type: "string" },
        latest: runSchema,
        history: { type: "array", items: runSchema, description: "Newest first, 20 at most." },
        insight: insightSchema,
      },
    },
    isOld: { type: "boolean" },
    allowed: {
      type: "array",
      items: { type: "string" },
      description: "What whoever asks may ask about it, and do to it.",
    },
  },
} as const;

/** The answer of `GET /api/runs`. */
export const runsSchema = {
  type: "object",
  required: ["generatedAt", "runs"],
  properties: {
    generatedAt: { type: "string", format: "date-time" },
    runs: {
      type: "array",
      items: {
        ...runSchema,
        required: [...runSchema.required, "isOld", "insight"],
        properties: {
          ...runSchema.properties,
          isOld: { type: "boolean", description: "True while its server was not read." },
          insight: insightSchema,
        },
      },
    },
  },
} as const;
