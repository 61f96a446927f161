/** How a check ended; a warning stops nothing, and what is unknown cannot be found out from here. */
export type Verdict = "ok" | "warning" | "fault" | "unknown";

/** One thing that was looked at. */
export interface Check {
  /** A word or two. */
  readonly name: string;
  readonly verdict: Verdict;
  /** What was found, without a full stop. */
  readonly text: string;
  /** What to do about it: a command, a link or a sentence; null where there is nothing to do. */
  readonly fix: string | null;
}

/** Makes a check that found nothing wrong. */
export function pass(name: string, text: string): Check {
  return { name, verdict: "ok", text, fix: null };
}

/** Makes a check that found something a person may want to change. */
export function warn(name: string, text: string, fix: string | null): Check {
  return { name, verdict: "warning", text, fix };
}

/** Makes a check that found something that hinders. */
export function fail(name: string, text: string, fix: string | null): Check {
  return { name, verdict: "fault", text, fix };
}
