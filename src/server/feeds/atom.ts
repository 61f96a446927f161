import { createHash } from "node:crypto";
import { toOutcome } from "../../model/outcome.ts";
import { lastEventAt, type Pipeline } from "../../model/pipeline.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import { shortenSha } from "../../model/short-sha.ts";
import { escapeMarkup, toAttributes } from "../escape-markup.ts";

// https://www.rfc-editor.org/rfc/rfc4287

const MOST_ENTRIES = 100;

/** A pipeline that broke or was fixed. */
interface Turn {
  readonly run: PipelineRun;
  readonly kind: "broke" | "was fixed";
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** What broke and what was fixed, newest first, as an Atom feed; `self` is its own address. */
export function composeAtom(rows: readonly Pipeline[], self: string, generatedAt: string): string {
  const turns = rows
    .flatMap(listTurns)
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, MOST_ENTRIES);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    "<title>cimon: what broke and what was fixed</title>",
    `<id>${toId(self)}</id>`,
    `<link${toAttributes({ rel: "self", href: self })}/>`,
    `<updated>${turns[0]?.at ?? generatedAt}</updated>`,
    "<author><name>cimon</name></author>",
    ...turns.map(composeEntry),
    "</feed>",
    "",
  ].join("\n");
}

/** Each run of the kept history whose verdict is another than that of the one before it. */
function listTurns({ history }: Pipeline): readonly Turn[] {
  const decisive = history.filter(({ status }) => toOutcome(status) !== null);
  return decisive.flatMap((run, index) => {
    const before = decisive[index + 1];
    const at = lastEventAt(run);
    const outcome = toOutcome(run.status);
    if (!before || at === null || outcome === toOutcome(before.status)) return [];
    return [{ run, at, kind: outcome === "failed" ? "broke" : "was fixed" } as const];
  });
}

function composeEntry({ run, kind, at }: Turn): string {
  const { source, repo, branch, workflow, number, commit, actor } = run;
  const name = [repo, branch, workflow].join(" ");
  const what = [
    `${name}${number === null ? "" : ` #${number}`} ${kind}`,
    [commit.sha && shortenSha(commit.sha), commit.message].filter(Boolean).join(" "),
    actor === null ? "" : `by ${actor}`,
  ];
  return [
    "<entry>",
    `<title>${escapeMarkup(`${name} ${kind}`)}</title>`,
    `<id>${toId(JSON.stringify([source, repo, run.id, run.attempt, kind]))}</id>`,
    `<link${toAttributes({ href: run.url })}/>`,
    `<updated>${at}</updated>`,
    `<summary>${escapeMarkup(what.filter((part) => part !== "").join(" · "))}</summary>`,
    "</entry>",
  ].join("");
}

/** The same for the same thing, for ever, and an address of nothing. */
function toId(text: string): string {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 32);
  const parts = hash.match(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u)?.slice(1) ?? [];
  return `urn:uuid:${parts.join("-")}`;
}
