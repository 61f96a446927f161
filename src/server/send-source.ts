import type { Pipeline } from "../model/pipeline.ts";
import type { RunDeed, RunDesk } from "../model/run-desk.ts";
import type { SentSource } from "../model/server-protocol.ts";
import type { SourceState } from "../model/snapshot.ts";
import { DEEDS } from "./desk/list-allowed.ts";

/** Makes what adds to a source what can be asked about its runs; a source keeps its identity. */
export function createSourceSender(
  desk: Pick<RunDesk, "can">,
): (source: SourceState, pipelines: readonly Pipeline[]) => SentSource {
  const offersOf = new Map<string, readonly RunDeed[]>();
  const sent = new WeakMap<SourceState, SentSource>();

  function findOffers(name: string, pipelines: readonly Pipeline[]): readonly RunDeed[] {
    const known = offersOf.get(name);
    if (known) return known;
    const run = pipelines.find(({ source }) => source === name)?.latest;
    if (!run) return [];
    const offers = DEEDS.filter((deed) => desk.can(run, deed));
    offersOf.set(name, offers);
    return offers;
  }

  return (source, pipelines) => {
    const offers = findOffers(source.name, pipelines);
    const known = sent.get(source);
    if (known?.offers === offers || (known && offers.length === 0)) return known;
    const made = { ...source, offers };
    sent.set(source, made);
    return made;
  };
}
