/** What the process ends with; README's table of commands says the same. */
export const EXIT = {
  ok: 0,
  /** `list --exit-status` and `wait`: something is failing. */
  failing: 1,
  /** Wrong usage or a wrong configuration, a token variable that is not set among them. */
  usage: 2,
  /** A source or one of its targets could not be read; the rest was still printed. */
  unreadable: 3,
  /** `wait`: no run has started. `status`: there is no snapshot, or too old a one. */
  nothing: 4,
  /** `list --exit-status`: nothing fails, something has not ended yet. `wait`: not in time. */
  pending: 8,
  /** ctrl-c, as shells expect it: 128 + SIGINT. */
  interrupted: 130,
} as const;

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
