import { RUN_STATUSES } from "../../model/run-status.ts";

const time = { type: ["string", "null"], format: "date-time" } as const;
const text = { type: ["string", "null"] } as const;

const span = {
  status: { type: "string", enum: RUN_STATUSES },
  startedAt: time,
  finishedAt: time,
  durationSec: { type: ["number", "null"] },
} as const;

const jobSchema = {
  type: "object",
  required: ["id", "name", "status", "steps", "mayFail", "gate", "question"],
  properties: {
    id: { type: "string" },
    name: { type: "string" },
    stage: text,
    ...span,
    conclusion: text,
    url: text,
    steps: {
      type: "array",
      items: {
        type: "object",
        required: ["number", "name", "status"],
        properties: { number: { type: "integer" }, name: { type: "string" }, ...span },
      },
    },
    mayFail: { type: "boolean" },
    gate: { type: ["string", "null"], enum: ["play", "approve", null] },
    question: text,
    isPipeline: { type: "boolean" },
  },
} as const;

/** The answer of `GET …/jobs`. */
export const jobsSchema = {
  type: "object",
  required: ["jobs"],
  properties: { jobs: { type: "array", items: jobSchema } },
} as const;

/** The answer of `GET …/annotations`. */
export const annotationsSchema = {
  type: "object",
  required: ["annotations"],
  properties: {
    annotations: {
      type: "array",
      items: {
        type: "object",
        required: ["level", "message", "place"],
        properties: {
          level: { type: "string", enum: ["failure", "warning", "notice"] },
          message: { type: "string" },
          place: text,
        },
      },
    },
  },
} as const;

/** The answer of `GET …/parameters`. */
export const parametersSchema = {
  type: "object",
  required: ["parameters"],
  properties: {
    parameters: {
      type: "array",
      items: {
        type: "object",
        required: ["name", "value"],
        properties: { name: { type: "string" }, value: text },
      },
    },
  },
} as const;

/** The answer of `GET …/log` as JSON. */
export const logSchema = {
  type: "object",
  required: ["text", "position", "isComplete"],
  properties: {
    text: { type: "string", description: "As the CI server sent it: clean it before it is shown." },
    position: { type: "string", description: "Hand this back for what follows." },
    isComplete: { type: "boolean", description: "True once nothing can follow." },
    skipped: {
      type: "integer",
      description: "Bytes left out before `text`, where it was too long.",
    },
  },
} as const;

/** The answer of `GET …/trigger`. */
export const triggerFormSchema = {
  type: "object",
  required: ["inputs", "takesVariables", "takesBranch"],
  properties: {
    inputs: {
      type: "array",
      items: {
        type: "object",
        required: ["name", "type", "choices", "defaultValue", "isRequired"],
        properties: {
          name: { type: "string" },
          description: text,
          type: { type: "string", enum: ["text", "number", "secret", "boolean", "choice"] },
          choices: { type: "array", items: { type: "string" } },
          defaultValue: { type: "string" },
          isRequired: { type: "boolean" },
        },
      },
    },
    takesVariables: { type: "boolean" },
    takesBranch: { type: "boolean" },
  },
} as const;

/** What `POST …/trigger` takes. */
export const triggerOrderSchema = {
  type: ["object", "null"],
  additionalProperties: false,
  properties: {
    branch: { type: ["string", "null"], maxLength: 500, description: "Null: that of the run." },
    inputs: {
      type: "object",
      maxProperties: 200,
      additionalProperties: { type: "string", maxLength: 20_000 },
    },
  },
} as const;
