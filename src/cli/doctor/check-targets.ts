import type { ResolvedSource } from "../../config/resolved-config.ts";
import { formatCount } from "../../model/format-count.ts";
import type { SourceState } from "../../model/snapshot.ts";
import { adviseToken } from "./advise.ts";
import { type Check, fail, pass, warn } from "./check.ts";

/** So many faults are told one by one. */
const MOST_TOLD = 20;

/** Tells which of the configured things were found, those that were not with their reasons. */
export function checkTargets(
  { targets, error }: SourceState,
  source: ResolvedSource,
): readonly Check[] {
  const failing = targets.filter((target) => target.error !== null);
  const isOwn = error !== null && failing.every((target) => target.error !== error);
  const own = isOwn ? [fail("targets", error.message, advise(error, source))] : [];
  if (targets.length === 0 && own.length > 0) return own;
  if (targets.length === 0) {
    return [fail("targets", "nothing matches", "check the names and globs of this source")];
  }
  const found = targets.length - failing.length;
  const whole =
    source.provider === "jenkins" ? "the server is read" : `${found} of ${targets.length} read`;
  const told = failing.slice(0, MOST_TOLD).flatMap(({ id, error: fault }) => {
    const place = id === "/" ? "" : `${id}: `;
    return fault === null
      ? []
      : [fail("target", `${place}${fault.message}`, advise(fault, source))];
  });
  return [...own, ...(found > 0 ? [pass("targets", whole)] : []), ...told];
}

function advise(fault: NonNullable<SourceState["error"]>, source: ResolvedSource): string {
  return fault.kind === "auth" && fault.status === 401 ? adviseToken(source) : fault.hint;
}

/** Tells what watching costs an hour, by the plan the screen would follow. */
export function checkCost({ quota, pace }: SourceState): Check {
  const { perHour, perHourLimit, pausedUntil } = pace;
  if (pausedUntil !== null) {
    const text = `the limit is used up until ${pausedUntil.slice(11, 16)} UTC`;
    return warn("cost", text, "wait, or watch less with this token");
  }
  if (quota === null || perHour === null || perHourLimit === null) {
    return pass("cost", "the server tells of no limit");
  }
  const { remaining } = quota;
  const [cost, most, left] = [perHour, perHourLimit, remaining].map((it) => formatCount(it));
  const text = `${cost} of ${most} requests an hour, ${left} left now`;
  const isTight = perHour > perHourLimit / 2;
  const fix = 'set a longer "interval" or watch fewer of them with this token';
  return isTight ? warn("cost", text, fix) : pass("cost", text);
}
