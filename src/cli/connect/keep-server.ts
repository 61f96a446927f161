import type { RemoteFeed } from "../../remote/remote-feed.ts";
import type { ServerAddress } from "../../remote/server-address.ts";
import type { Keepsake } from "../../ui/screen/use-memory.ts";
import { handOver } from "../hand-over.ts";
import type { Io } from "../io.ts";
import { keepMemory } from "../keep-memory.ts";
import { keepSnapshot } from "../keep-snapshot.ts";

/**
 * Runs `show` over the rows that a server had when it was last looked at, and what the screen was like
 * then; what is kept is the server's own, whatever configuration it is looked at with.
 */
export function keepServer<Result>(
  feed: RemoteFeed,
  { url }: ServerAddress,
  io: Io,
  show: (keepsake: Keepsake | undefined) => Promise<Result>,
): Promise<Result> {
  const choice = { config: { file: url }, selection: { sources: [] }, options: {} };
  // In the form in which those of CI servers are kept.
  const save = () => {
    const { pipelines, targets } = feed.save();
    return { pipelines, targets: targets.map((one) => ({ ...one, url, cursor: null })) };
  };
  return keepSnapshot({ ...feed, save }, choice, io, () =>
    keepMemory(choice, io, (keepsake) =>
      show(keepsake && { ...keepsake, takeSnapshot: handOver(feed.getSnapshot()) }),
    ),
  );
}
