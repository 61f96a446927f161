import { type Budget, type BudgetRules, PRIMARY_SHARE } from "../model/budget.ts";
import type { Clock } from "../model/clock.ts";
import type { Quota } from "../model/provider.ts";
import { ProviderError } from "../model/provider-error.ts";
import type { AnswerHeaders } from "./header-list.ts";
import { parseQuota } from "./rate-limit.ts";
import { createTurnstile } from "./turnstile.ts";

/** How a request is sent. */
export interface SendOptions {
  readonly host: string;
  /** True for what runs or is on the screen: it waits for nobody else. */
  readonly isUrgent: boolean;
  readonly signal: AbortSignal | null;
}

/** One governor for all that is asked of one host with one credential. */
export interface RequestBudget extends Budget {
  /**
   * Sends when it may: waits for its turn within the minute, and rejects with `rate-limited` where
   * the primary limit or the server's own word says to wait for longer.
   */
  run<Result>(options: SendOptions, send: () => Promise<Result>): Promise<Result>;
  /** Takes in what an answer says of the limits, once for each; true where it cost of the primary limit. */
  observe(status: number, headers: AnswerHeaders): boolean;
  /** Sends nothing before `atMs`. */
  pauseUntil(atMs: number): void;
}

/** Two words for a reset this close to one another mean the same one. */
const SAME_RESET_MS = 30_000;

const NO_PAUSE = { fromMs: 0, untilMs: 0 };

/** Creates the budget of one host and credential. */
export function createRequestBudget(rules: BudgetRules, clock: Clock): RequestBudget {
  const turnstile = createTurnstile(rules, clock);
  let quota: Quota | null = null;
  let spent = 0;
  /** When the primary limit is reset, by the last word that made sense; 0: no word. */
  let windowEndMs = 0;
  let toldAtMs = 0;
  let pause = NO_PAUSE;

  /** A clock that was set back would make a wait longer; then it is over, and the server says if not. */
  const isWithin = (fromMs: number, nowMs: number, untilMs: number) =>
    fromMs <= nowMs && nowMs < untilMs;

  function findPause(): number {
    const nowMs = clock.now();
    if (isWithin(pause.fromMs, nowMs, pause.untilMs)) return pause.untilMs;
    // What is over stays over, also where the clock comes by it a second time.
    pause = NO_PAUSE;
    if (quota === null || !isWithin(toldAtMs, nowMs, windowEndMs)) return 0;
    // What is left "until a time in the past" is the word of a server that errs.
    const isEmpty = quota.remaining <= 0 && Date.parse(quota.resetAt ?? "") > nowMs;
    const isUsedUp = isEmpty || spent >= PRIMARY_SHARE * quota.limit;
    return isUsedUp ? windowEndMs : 0;
  }

  /** A reset in the past says nothing. A later one than the last begins to count anew. */
  function noteReset(resetAt: string | null): void {
    const nowMs = clock.now();
    const resetMs = resetAt === null ? 0 : Date.parse(resetAt);
    const tolerance = Math.min(SAME_RESET_MS, rules.windowMs / 2);
    const isOver = windowEndMs > 0 && nowMs >= windowEndMs;
    if (isOver || (windowEndMs > 0 && resetMs > windowEndMs + tolerance)) spent = 0;
    if (isOver) windowEndMs = 0;
    if (resetMs > nowMs) windowEndMs = resetMs;
    toldAtMs = nowMs;
  }

  function assertOpen(host: string): void {
    const retryAtMs = findPause();
    if (retryAtMs === 0) return;
    const sentence = `${host} is left alone until its limit is reset`;
    throw new ProviderError("rate-limited", sentence, { retryAtMs });
  }

  return {
    rules,
    async run({ host, isUrgent, signal }, send) {
      assertOpen(host);
      const leave = await turnstile.enter(isUrgent, signal);
      try {
        // The answers that came while this one waited may have closed the door.
        assertOpen(host);
        return await send();
      } finally {
        leave();
      }
    },
    observe(status, headers) {
      const told = parseQuota(headers, clock.now());
      if (told !== null || quota !== null) noteReset(told?.resetAt ?? null);
      if (told !== null) quota = told;
      const isCounted = status !== 304 || !rules.isUnchangedFree;
      if (isCounted) spent += 1;
      return isCounted;
    },
    pauseUntil(atMs) {
      const nowMs = clock.now();
      const isLonger = !isWithin(pause.fromMs, nowMs, pause.untilMs) || atMs > pause.untilMs;
      if (isLonger) pause = { fromMs: nowMs, untilMs: atMs };
    },
    getState() {
      const pauseMs = findPause();
      return { quota, spent, pausedUntilMs: pauseMs === 0 ? null : pauseMs };
    },
  };
}
