/** A primary limit, counted by the hour of the server's clock. */
export interface HourlyQuota {
  readonly limit: number;
  spend(requests: number): void;
  /** What another program that has the same token spends. */
  spendElsewhere(requests: number): void;
  /** True where less than a tenth is left: whoever asks goes slowly until the hour is over. */
  isShort(): boolean;
  /** The most that was counted against us within one hour. */
  mostSpent(): number;
  headers(): Readonly<Record<string, string>>;
}

const HOUR_MS = 3_600_000;

/** Creates a limit of so many requests an hour. */
export function createHourlyQuota(limit: number, now: () => number): HourlyQuota {
  let hour = 0;
  let ours = 0;
  let theirs = 0;
  let most = 0;

  function roll(): void {
    const current = Math.floor(now() / HOUR_MS);
    if (current === hour) return;
    hour = current;
    ours = 0;
    theirs = 0;
  }

  const left = () => Math.max(0, limit - ours - theirs);

  return {
    limit,
    spend(requests) {
      roll();
      ours += requests;
      most = Math.max(most, ours);
    },
    spendElsewhere(requests) {
      roll();
      theirs += requests;
    },
    isShort() {
      roll();
      return left() < 0.1 * limit || ours > 0.7 * limit;
    },
    mostSpent: () => most,
    headers() {
      roll();
      return {
        "x-ratelimit-limit": String(limit),
        "x-ratelimit-remaining": String(left()),
        "x-ratelimit-reset": String(((hour + 1) * HOUR_MS) / 1000),
        "x-ratelimit-resource": "core",
      };
    },
  };
}
