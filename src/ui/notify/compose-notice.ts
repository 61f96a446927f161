import { formatDuration } from "../../model/format-duration.ts";
import type { Notice } from "../../model/notice.ts";
import { NOTICE_KINDS, type NoticeKind } from "../../model/notice-rule.ts";

/** A notification in words. */
export interface NoticeText {
  readonly title: string;
  readonly body: string;
}

/** After so many names the others are counted. */
const MOST_NAMES = 3;

const WORDS: Readonly<Record<NoticeKind, readonly [one: string, many: string]>> = {
  broke: ["broke", "broke"],
  fixed: ["was fixed", "were fixed"],
  waiting: ["waits for a person", "wait for a person"],
  slow: ["takes longer than usual", "take longer than usual"],
};

/** Puts what is to be told at one moment into one notification; null where there is nothing. */
export function composeNotice(notices: readonly Notice[]): NoticeText | null {
  const [only] = notices;
  if (only === undefined) return null;
  if (notices.length === 1) return describeOne(only);
  const parts = NOTICE_KINDS.flatMap((kind) => {
    const some = notices.filter((notice) => notice.kind === kind);
    return some.length === 0 ? [] : [{ kind, some }];
  });
  const sentences = parts.map(
    ({ kind, some }) => `${countPipelines(kind, some.length)}: ${listNames(some)}`,
  );
  const [first] = parts;
  if (parts.length > 1 || first === undefined)
    return { title: "cimon", body: sentences.join(". ") };
  return { title: countPipelines(first.kind, first.some.length), body: listNames(first.some) };
}

function describeOne({ kind, pipeline: { repo, branch, workflow, latest } }: Notice): NoticeText {
  const title = `${repo} ${WORDS[kind][0]}`;
  const after = latest.durationSec === null ? "" : ` after ${formatDuration(latest.durationSec)}`;
  const word = kind === "broke" || kind === "fixed" ? `${latest.status}${after}` : latest.status;
  const by = latest.actor === null ? "" : ` (${latest.actor})`;
  const commit = latest.commit.message === null ? "" : `: ${latest.commit.message}${by}`;
  return { title, body: `${branch} ${workflow} ${word}${commit}` };
}

function countPipelines(kind: NoticeKind, count: number): string {
  return `${count} ${count === 1 ? "pipeline" : "pipelines"} ${WORDS[kind][count === 1 ? 0 : 1]}`;
}

function listNames(notices: readonly Notice[]): string {
  const names = [...new Set(notices.map(({ pipeline }) => pipeline.repo))];
  const rest = names.length - MOST_NAMES;
  const shown = rest === 1 ? names : names.slice(0, MOST_NAMES);
  return `${shown.join(", ")}${rest > 1 ? ` and ${rest} more` : ""}`;
}
