import type { ProviderKind } from "../../model/pipeline-run.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import type { HookTopic } from "./vendor-hooks.ts";

/** What is polled as one. */
export interface HookTarget {
  readonly source: string;
  readonly target: string;
}

/** The watched targets a hook is about; none where nobody watches it. */
export function findTargets(
  { pipelines, sources }: Snapshot,
  provider: ProviderKind,
  topic: HookTopic,
): readonly HookTarget[] {
  const asked = sources.filter((source) => source.provider === provider);
  const all = asked.flatMap(({ name, targets }) =>
    targets.map(({ id }) => ({ source: name, target: id })),
  );
  switch (topic.kind) {
    case "nothing":
      return [];
    case "repo": {
      // Both vendors take names of either case for the same.
      const repo = topic.repo.toLowerCase();
      return all.filter(({ target }) => target.toLowerCase() === repo);
    }
    case "build": {
      const origin = readOrigin(topic.url);
      const own = pipelines.filter(
        (row) => row.provider === provider && readOrigin(row.latest.url) === origin,
      );
      const names = new Set(own.map(({ source }) => source));
      // A Jenkins that does not know its own address, or one without a build yet, may be any of them.
      return names.size === 0 ? all : all.filter(({ source }) => names.has(source));
    }
  }
}

function readOrigin(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).origin : null;
}
