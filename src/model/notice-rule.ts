/** What a person can be told of a pipeline. */
export const NOTICE_KINDS = ["broke", "fixed", "slow", "waiting"] as const;

/** One of {@link NOTICE_KINDS}. */
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** How a person can be told: the bell, the terminal's own notification, one of the desktop. */
export const NOTICE_WAYS = ["bell", "terminal", "desktop"] as const;

/** One of {@link NOTICE_WAYS}. */
export type NoticeWay = (typeof NOTICE_WAYS)[number];

/** What to tell, of which pipelines, and how. */
export interface NoticeRule {
  /** The name of a view; all pipelines where it is left out. */
  readonly view?: string | undefined;
  /** Branch names and globs; all branches where it is left out. */
  readonly branches?: readonly string[] | undefined;
  readonly on: readonly NoticeKind[];
  readonly by: readonly NoticeWay[];
}
