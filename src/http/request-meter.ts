import { AsyncLocalStorage } from "node:async_hooks";

/** What one poll sends, whichever SDK sends it. */
export interface RequestMeter {
  /** What is asked about, for the log. */
  readonly target: string;
  /** True for what runs or is on the screen. */
  readonly isUrgent: boolean;
  /** Requests sent so far. */
  requests: number;
  /** Those of them that cost of the primary limit. */
  counted: number;
}

/** Ties requests to the poll that made them; the SDKs between the two cannot carry it. */
export interface MeterScope {
  /** Runs a poll: all it sends counts on `meter`. */
  run<Result>(meter: RequestMeter, poll: () => Promise<Result>): Promise<Result>;
  /** The meter of the poll that is running, null outside of any. */
  current(): RequestMeter | null;
}

/** Creates the scope of one client. */
export function createMeterScope(): MeterScope {
  const storage = new AsyncLocalStorage<RequestMeter>();
  return {
    run: (meter, poll) => storage.run(meter, poll),
    current: () => storage.getStore() ?? null,
  };
}
