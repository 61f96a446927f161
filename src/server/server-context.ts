import type { PipelineInsight } from "../model/insight.ts";
import { createInsightReader } from "../model/insight.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { SentSource } from "../model/server-protocol.ts";
import type { SourceState } from "../model/snapshot.ts";
import { createSharedDesk } from "./desk/shared-desk.ts";
import { createHub, type Hub } from "./push/hub.ts";
import { createShownRows, type ShownRows } from "./push/shown-rows.ts";
import { createRunFinder, type RunFinder } from "./run-finder.ts";
import { createSourceSender } from "./send-source.ts";
import type { ServerOptions } from "./server-options.ts";
import { createViewReader, type RowView, type ViewQuery } from "./view-rows.ts";

/** What every route works with. */
export interface ServerContext extends ServerOptions {
  readonly hub: Hub;
  readonly readView: (query: ViewQuery) => RowView;
  readonly readInsight: (pipeline: Pipeline, nowMs: number) => PipelineInsight;
  readonly sendSource: (source: SourceState, among: readonly Pipeline[]) => SentSource;
  readonly findRun: RunFinder;
  readonly shownRows: ShownRows;
  readonly close: () => void;
}

/** Makes what the routes share; what is under way ends with `close`. */
export function createServerContext(options: ServerOptions): ServerContext {
  const { feed, clock } = options;
  const left = new AbortController();
  const desk = createSharedDesk(options.desk, left.signal);
  return {
    ...options,
    desk,
    hub: createHub(feed, clock),
    readView: createViewReader(options),
    readInsight: createInsightReader(),
    sendSource: createSourceSender(desk),
    findRun: createRunFinder(feed),
    shownRows: createShownRows(feed),
    close: () => left.abort(new Error("the server is going away")),
  };
}
