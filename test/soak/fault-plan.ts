import type { Random } from "../../src/demo/world/random.ts";

/** The ways in which a server can be unwell. */
export const FAULT_KINDS = [
  "unauthorized",
  "forbidden",
  "missing",
  "too-many",
  "too-many-until",
  "limit-403",
  "limit-403-past-reset",
  "server-error",
  "bad-gateway-page",
  "page-for-json",
  "half-json",
  "cut",
  "hang",
  "reset",
  "gone",
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** Some time during which a server, or what it says of one target, is unwell. */
export interface FaultEpisode {
  readonly kind: FaultKind;
  /** null: the whole server. */
  readonly target: string | null;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** True for faults by which a server speaks for all that is asked of it. */
function isLimit(kind: FaultKind): boolean {
  return kind.startsWith("too-many") || kind.startsWith("limit-");
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Faults are dealt out until then; the rest of the day shows that all is well again. */
const LAST_FAULT_MS = 22 * HOUR_MS;

/** Every kind for the whole server, and some for each target; none at the start, when rows come in. */
export function planFaults(
  random: Random,
  targets: readonly string[],
  startMs: number,
): readonly FaultEpisode[] {
  const plan = (kind: FaultKind, target: string | null, longestMin: number): FaultEpisode => {
    const fromMs = startMs + random.whole(20 * MINUTE_MS, LAST_FAULT_MS);
    return { kind, target, fromMs, untilMs: fromMs + random.whole(1, longestMin) * MINUTE_MS };
  };
  const forOne = FAULT_KINDS.filter((kind) => kind !== "gone");
  return [
    ...FAULT_KINDS.map((kind) => plan(kind, null, 12)),
    ...targets.flatMap((target) => [
      plan(random.pick(forOne), target, 45),
      plan(random.pick(forOne.filter((kind) => !isLimit(kind))), target, 45),
    ]),
  ];
}

/** The fault a request meets, that of the whole server first. */
export function findFault(
  faults: readonly FaultEpisode[],
  target: string | null,
  nowMs: number,
): FaultEpisode | null {
  const now = faults.filter(({ fromMs, untilMs }) => fromMs <= nowMs && nowMs < untilMs);
  return (
    now.find((fault) => fault.target === null) ??
    now.find((fault) => target !== null && fault.target === target) ??
    null
  );
}
