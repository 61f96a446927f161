import { z } from "zod";
import type { StatusDocument } from "../../src/cli/status/compose-status.ts";
import type { WaitDocument } from "../../src/cli/wait/wait-document.ts";
import { PROVIDER_KINDS } from "../../src/model/pipeline-run.ts";
import { PROVIDER_ERROR_KINDS } from "../../src/model/provider-error.ts";
import { RUN_STATUSES } from "../../src/model/run-status.ts";

// What scripts rely on, written down a second time and strictly: a field that comes, goes or changes
// its kind is noticed here, and then belongs into docs/json.md.

const time = z.iso.datetime({ precision: 3 });
const count = z.int().nonnegative();

const error = z.strictObject({
  kind: z.enum(PROVIDER_ERROR_KINDS),
  message: z.string().min(1),
  hint: z.string().min(1),
  status: z.int().nullable(),
  since: time,
});

const state = z.enum(["loading", "ok", "partial", "failing"]);

const source = z.strictObject({
  name: z.string().min(1),
  provider: z.enum(PROVIDER_KINDS),
  state,
  error: error.nullable(),
  quota: z.strictObject({ limit: count, remaining: count, resetAt: time.nullable() }).nullable(),
  targets: z.array(z.strictObject({ id: z.string().min(1), state, error: error.nullable() })),
});

const insight = z.strictObject({
  typical: z
    .strictObject({ medianSec: z.number(), p90Sec: z.number(), runs: z.int().positive() })
    .nullable(),
  predictedEndAt: time.nullable(),
  progress: z.number().min(0).max(1).nullable(),
  isSlow: z.boolean(),
  queueSec: count.nullable(),
  isQueueLong: z.boolean(),
  isFlaky: z.boolean(),
  transition: z
    .strictObject({
      kind: z.enum(["broke", "fixed", "still-failing", "still-passing"]),
      since: time.nullable(),
      runs: z.int().positive(),
    })
    .nullable(),
});

/** One line of `cimon list --ndjson`. */
export const runSchema = z.strictObject({
  id: z.string().min(1),
  source: z.string().min(1),
  provider: z.enum(PROVIDER_KINDS),
  repo: z.string().min(1),
  branch: z.string().min(1),
  workflow: z.string().min(1),
  number: count.nullable(),
  attempt: z.int().positive(),
  status: z.enum(RUN_STATUSES),
  conclusion: z.string().nullable(),
  event: z.string().nullable(),
  actor: z.string().nullable(),
  commit: z.strictObject({ sha: z.string().nullable(), message: z.string().nullable() }),
  queuedAt: time.nullable(),
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  durationSec: count.nullable(),
  url: z.url(),
  insight,
});

/** `cimon list --json`. */
export const listSchema = z.strictObject({
  generatedAt: time,
  sources: z.array(source),
  runs: z.array(runSchema),
});

/** `cimon wait --json`. */
export const waitSchema: z.ZodType<Pick<WaitDocument, "outcome" | "sha">> = z.strictObject({
  ...listSchema.shape,
  outcome: z.enum(["passed", "failed", "none-found", "timed-out", "unreadable"]),
  exitCode: z.int(),
  sha: z.string().nullable(),
  startedAt: time,
  waitedSec: count,
});

/** `cimon status --format json`. */
export const statusSchema: z.ZodType<Pick<StatusDocument, "rows" | "counts">> = z.strictObject({
  generatedAt: time,
  savedAt: time,
  freshAt: time,
  ageSec: count,
  isOld: z.boolean(),
  rows: count,
  counts: z.record(z.enum(RUN_STATUSES), count),
  sources: z.array(
    z.strictObject({ name: z.string().min(1), freshAt: time.nullable(), isOld: z.boolean() }),
  ),
});
