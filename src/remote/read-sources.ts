import {
  checkList,
  checkNumber,
  checkNumberOrNull,
  checkProvider,
  checkText,
  checkWord,
} from "../model/check-value.ts";
import type { Quota } from "../model/provider.ts";
import { PROVIDER_ERROR_KINDS } from "../model/provider-error.ts";
import type { RunDeed } from "../model/run-desk.ts";
import type { SourceError, SourcePace, SourceState, TargetState } from "../model/snapshot.ts";
import { checkObject, readTime } from "./read-rows.ts";

/** A source as a server tells of it. */
export interface RemoteSource extends SourceState {
  /** What its runs can be asked and have done to them. */
  readonly offers: ReadonlySet<string>;
}

const SOURCE_WORDS = ["loading", "ok", "partial", "failing"] as const;
const TARGET_WORDS = ["loading", "ok", "failing"] as const;

/** A source as a server sends it; throws where it is none. */
export function readSource(value: unknown): RemoteSource {
  const source = checkObject(value);
  return {
    name: checkText(source.name),
    provider: checkProvider(source.provider),
    state: checkWord(source.state, SOURCE_WORDS),
    error: readError(source.error),
    quota: readQuota(source.quota),
    pace: readPace(source.pace),
    targets: checkList(source.targets).map(readTarget),
    nextPollAt: readTime(source.nextPollAt),
    offers: new Set(checkList(source.offers).map((offer) => checkText(offer) as RunDeed)),
  };
}

function readTarget(value: unknown): TargetState {
  const target = checkObject(value);
  return {
    id: checkText(target.id),
    state: checkWord(target.state, TARGET_WORDS),
    error: readError(target.error),
    lastOkAt: readTime(target.lastOkAt),
    nextPollAt: readTime(target.nextPollAt),
  };
}

function readError(value: unknown): SourceError | null {
  if (value === null) return null;
  const error = checkObject(value);
  return {
    kind: checkWord(error.kind, PROVIDER_ERROR_KINDS),
    message: checkText(error.message),
    hint: checkText(error.hint),
    status: checkNumberOrNull(error.status, 0),
    since: readTime(error.since) ?? "",
  };
}

function readQuota(value: unknown): Quota | null {
  if (value === null) return null;
  const quota = checkObject(value);
  return {
    limit: checkNumber(quota.limit, 0),
    remaining: checkNumber(quota.remaining, 0),
    resetAt: readTime(quota.resetAt),
  };
}

function readPace(value: unknown): SourcePace {
  const pace = checkObject(value);
  return {
    perHour: checkNumberOrNull(pace.perHour, 0),
    perHourLimit: checkNumberOrNull(pace.perHourLimit, 0),
    pausedUntil: readTime(pace.pausedUntil),
  };
}
