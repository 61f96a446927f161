import type { Pipeline } from "../model/pipeline.ts";
import type { TargetState } from "../model/snapshot.ts";
import type { RemoteSource } from "./read-sources.ts";
import type { RemoteState } from "./remote-state.ts";

/** What is kept of a server's rows for the next start. */
export interface RemoteMemory {
  readonly pipelines: readonly Pipeline[];
  readonly targets: readonly RememberedTarget[];
}

/** A target that was read at least once. */
interface RememberedTarget {
  readonly source: string;
  readonly id: string;
  /** When its rows were last known to be right, ISO. */
  readonly lastOkAt: string;
}

/** What of a state is worth keeping. */
export function toRemoteMemory({ rows, sources }: RemoteState): RemoteMemory {
  return {
    pipelines: [...rows.values()],
    targets: [...sources.values()].flatMap(({ name, targets }) =>
      targets.flatMap(({ id, lastOkAt }) =>
        lastOkAt === null ? [] : [{ source: name, id, lastOkAt }],
      ),
    ),
  };
}

/** The state of the last time; whether any of it still holds is not known before the server answers. */
export function recallRemote({ pipelines, targets }: RemoteMemory): RemoteState {
  const providers = new Map(pipelines.map(({ source, provider }) => [source, provider]));
  return {
    rows: new Map(pipelines.map((row) => [row.key, row])),
    sources: new Map(
      [...providers].map(([name, provider]): [string, RemoteSource] => [
        name,
        {
          name,
          provider,
          state: "loading",
          error: null,
          quota: null,
          pace: { perHour: null, perHourLimit: null, pausedUntil: null },
          targets: targets.filter(({ source }) => source === name).map(recallTarget),
          nextPollAt: null,
          offers: new Set(),
        },
      ]),
    ),
  };
}

function recallTarget({ id, lastOkAt }: RememberedTarget): TargetState {
  return { id, state: "loading", error: null, lastOkAt, nextPollAt: null };
}
