import type { LogSink } from "../model/run-detail.ts";
import type { BodyTaker } from "./take-body.ts";

/** Takes a body to a sink, at the pace at which that takes it; nothing is kept. */
export function feedSink(sink: LogSink): BodyTaker {
  return async (pieces) => {
    for await (const piece of pieces) await sink(piece);
    return new Uint8Array(0);
  };
}
