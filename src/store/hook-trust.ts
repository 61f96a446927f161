/** A change and the hook that tells of it belong together when they come within this time. */
const TOGETHER_MS = 15_000;

/** So many changes in a row must have been told of. */
const ENOUGH = 3;

/** A hook that was not heard for so long may have been taken away. */
const FORGOTTEN_MS = 86_400_000;

/** Whether the hooks of a target tell of all that happens in it; times in milliseconds since 1970. */
export interface HookTrust {
  /** A hook has told that something happened. */
  hear(nowMs: number): void;
  /** A poll has found something that changed. */
  seeChange(nowMs: number): void;
  /** True while every one of the last changes was told of: polls are a safety net then. */
  isProven(nowMs: number): boolean;
}

/** Creates the trust of a target whose hooks have not proved anything yet. */
export function createHookTrust(): HookTrust {
  let heardAtMs = Number.NEGATIVE_INFINITY;
  let untoldAtMs: number | null = null;
  let isHeard = false;
  let told = 0;

  function judge(nowMs: number): void {
    if (untoldAtMs === null || nowMs - untoldAtMs < TOGETHER_MS) return;
    told = 0;
    untoldAtMs = null;
  }

  return {
    hear(nowMs) {
      judge(nowMs);
      heardAtMs = nowMs;
      // The poll was quicker than the hook.
      if (untoldAtMs !== null) told += 1;
      else isHeard = true;
      untoldAtMs = null;
    },
    seeChange(nowMs) {
      judge(nowMs);
      if (isHeard && nowMs - heardAtMs < TOGETHER_MS) told += 1;
      else untoldAtMs ??= nowMs;
      isHeard = false;
    },
    isProven(nowMs) {
      judge(nowMs);
      return told >= ENOUGH && nowMs - heardAtMs < FORGOTTEN_MS;
    },
  };
}
