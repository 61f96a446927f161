import type { Pipeline } from "./pipeline.ts";
import { rankStatus } from "./run-status.ts";
import { shortenSha } from "./short-sha.ts";

/** What rows can be put together by, in the order in which the screen steps through them. */
export const GROUPINGS = ["none", "repository", "status", "provider", "commit"] as const;

/** One of {@link GROUPINGS}. */
export type Grouping = (typeof GROUPINGS)[number];

/** Rows that belong together. */
export interface RowGroup {
  /** Tells it from every other group and from every row: no row's key begins with a line feed. */
  readonly key: string;
  readonly title: string;
  /** In the order given. */
  readonly pipelines: readonly Pipeline[];
}

/** A group as it is found: by what, and what it is called. */
interface Place {
  readonly id: string;
  readonly title: string;
}

const NO_COMMIT = "";

/**
 * Puts rows into groups. Rows keep their order within a group, and the groups stand in the order of
 * their first rows, so that a sorted table stays sorted; statuses stand by their urgency, and what has
 * no commit comes last. One commit is one group, whatever vendor built it.
 */
export function groupPipelines(
  pipelines: readonly Pipeline[],
  grouping: Exclude<Grouping, "none">,
): readonly RowGroup[] {
  const groups = new Map<string, { place: Place; members: Pipeline[] }>();
  for (const pipeline of pipelines) {
    const place = findPlace(pipeline, grouping);
    const group = groups.get(place.id);
    if (group) group.members.push(pipeline);
    else groups.set(place.id, { place, members: [pipeline] });
  }
  const found = [...groups.values()].map(({ place, members }) => ({
    key: `\n${grouping}\n${place.id}`,
    title: titleOf(place, members, grouping),
    pipelines: members,
  }));
  switch (grouping) {
    case "status":
      return found.toSorted((a, b) => rankGroup(a) - rankGroup(b));
    case "repository":
      return nameSources(found);
    case "commit": {
      const last = `\ncommit\n${NO_COMMIT}`;
      return found.toSorted((a, b) => Number(a.key === last) - Number(b.key === last));
    }
    case "provider":
      return found;
  }
}

function rankGroup({ pipelines: [first] }: RowGroup): number {
  return first ? rankStatus(first.latest.status) : 0;
}

function findPlace(
  { source, provider, repo, latest }: Pipeline,
  grouping: Exclude<Grouping, "none">,
): Place {
  switch (grouping) {
    case "repository":
      return { id: `${repo}\n${source}`, title: repo };
    case "status":
      return { id: latest.status, title: latest.status };
    case "provider":
      return { id: provider, title: PROVIDER_NAMES[provider] };
    case "commit": {
      const sha = latest.commit.sha?.toLowerCase() ?? NO_COMMIT;
      return { id: sha, title: sha === NO_COMMIT ? "no commit known" : shortenSha(sha) };
    }
  }
}

const PROVIDER_NAMES: Readonly<Record<Pipeline["provider"], string>> = {
  github: "GitHub",
  gitlab: "GitLab",
  jenkins: "Jenkins",
};

// A vendor may know a commit by its sha alone; another tells its message.
function titleOf({ id, title }: Place, members: readonly Pipeline[], grouping: Grouping): string {
  if (grouping !== "commit" || id === NO_COMMIT) return title;
  const message = members.find(({ latest }) => latest.commit.message !== null);
  return message ? `${title} ${message.latest.commit.message}` : title;
}

// Two sources may hold repositories of one name.
function nameSources(groups: readonly RowGroup[]): readonly RowGroup[] {
  const counts = new Map<string, number>();
  for (const { title } of groups) counts.set(title, (counts.get(title) ?? 0) + 1);
  return groups.map((group) => {
    const source = group.pipelines[0]?.source;
    return (counts.get(group.title) ?? 0) > 1 && source !== undefined
      ? { ...group, title: `${group.title} (${source})` }
      : group;
  });
}
