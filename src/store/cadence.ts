/** How closely a target is watched. */
export type Pace = "active" | "warm" | "idle";

/** What is known of a target when its next poll is planned; times in milliseconds since 1970. */
export interface TargetActivity {
  /** True while one of its runs is queued or running. */
  readonly isActive: boolean;
  /** When the first of its running runs should end by its predecessors; null: none can tell. */
  readonly predictedEndMs: number | null;
  /** When something last happened to one of its runs, or in its repository; null: never. */
  readonly changedAtMs: number | null;
  /** When the user last acted on it or asked for it; null: never. */
  readonly askedAtMs: number | null;
  /** True where hooks tell of what happens in it; left out: false. */
  readonly isTold?: boolean;
}

/** A running build is seen to end within this time. */
const ACTIVE_MS = 5_000;

/** Around its predicted end, and after the user's own action. */
const CLOSE_MS = 2_500;

/** The same three where hooks have proved to tell of every change: polls are a safety net then. */
const TOLD = { activeMs: 15_000, closeMs: 5_000, warmMs: 120_000 } as const;

/** The longest an idle target goes unasked while the budget allows. */
const IDLE_MS = 300_000;

/** How long after a change a target counts as warm. */
const WARM_FOR_MS = 3_600_000;

/** The user's own action is followed closely for so long. */
const FOLLOW_FOR_MS = 20_000;

/** So long before its predicted end a build begins to be watched closely. */
const END_WINDOW_MS = 10_000;

/** So long after it: beyond that nobody can tell any more. */
export const OVERDUE_MS = 30_000;

/** How closely to watch. */
export function toPace({ isActive, changedAtMs, askedAtMs }: TargetActivity, nowMs: number): Pace {
  if (isActive || isWithin(askedAtMs, nowMs, FOLLOW_FOR_MS)) return "active";
  return isWithin(changedAtMs, nowMs, WARM_FOR_MS) ? "warm" : "idle";
}

/**
 * The time between two polls that we would like, milliseconds, before budget, server and jitter:
 * active 5 s, and half of it where a change is about to be seen; warm the configured interval; idle a
 * sixtieth of the time since the last change, up to {@link IDLE_MS}. Where hooks tell, less often.
 */
export function toDesiredInterval(
  activity: TargetActivity,
  intervalMs: number,
  nowMs: number,
): number {
  const pace = toPace(activity, nowMs);
  const isTold = activity.isTold ?? false;
  if (pace === "active") {
    const activeMs = isTold ? TOLD.activeMs : ACTIVE_MS;
    const closeMs = isTold ? TOLD.closeMs : CLOSE_MS;
    return Math.min(intervalMs, isClose(activity, nowMs) ? closeMs : activeMs);
  }
  if (pace === "warm") return isTold ? Math.max(intervalMs, TOLD.warmMs) : intervalMs;
  const ageMs =
    activity.changedAtMs === null ? Number.POSITIVE_INFINITY : nowMs - activity.changedAtMs;
  return Math.max(intervalMs, Math.min(IDLE_MS, ageMs / 60));
}

function isClose({ predictedEndMs, askedAtMs }: TargetActivity, nowMs: number): boolean {
  if (isWithin(askedAtMs, nowMs, FOLLOW_FOR_MS)) return true;
  if (predictedEndMs === null) return false;
  return nowMs >= predictedEndMs - END_WINDOW_MS && nowMs <= predictedEndMs + OVERDUE_MS;
}

/** A time ahead of a clock that was set back counts as just now. */
function isWithin(atMs: number | null, nowMs: number, durationMs: number): boolean {
  return atMs !== null && nowMs - atMs < durationMs;
}
