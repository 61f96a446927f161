import { PROVIDER_KINDS } from "../../model/pipeline-run.ts";

const time = { type: ["string", "null"], format: "date-time" } as const;

const faultSchema = {
  type: ["object", "null"],
  properties: {
    kind: { type: "string" },
    message: { type: "string" },
    hint: { type: "string" },
    status: { type: ["integer", "null"] },
    since: { type: "string", format: "date-time" },
  },
} as const;

const sourceSchema = {
  type: "object",
  required: ["name", "provider", "state", "error", "quota", "pace", "targets", "offers"],
  properties: {
    name: { type: "string" },
    provider: { type: "string", enum: PROVIDER_KINDS },
    state: { type: "string", enum: ["loading", "ok", "partial", "failing"] },
    error: faultSchema,
    quota: { type: ["object", "null"], additionalProperties: true },
    pace: { type: "object", additionalProperties: true },
    nextPollAt: time,
    offers: { type: "array", items: { type: "string" } },
    targets: {
      type: "array",
      items: {
        type: "object",
        required: ["id", "state", "error", "lastOkAt", "nextPollAt"],
        properties: {
          id: { type: "string" },
          state: { type: "string", enum: ["loading", "ok", "failing"] },
          error: faultSchema,
          lastOkAt: time,
          nextPollAt: time,
        },
      },
    },
  },
} as const;

/** The answer of `GET /api/sources`. */
export const sourcesSchema = {
  type: "object",
  required: ["generatedAt", "sources"],
  properties: {
    generatedAt: { type: "string", format: "date-time" },
    sources: { type: "array", items: sourceSchema },
  },
} as const;
