import type { AnswerHeaders } from "./header-list.ts";

/** A request as it is sent. */
export interface TransportRequest {
  /** In capitals; GET where it is left out. */
  readonly method?: string;
  readonly headers?: AnswerHeaders;
  readonly body?: string | Uint8Array<ArrayBuffer> | null;
  readonly signal?: AbortSignal | null;
}

/** Sends one request and follows no redirect; resolves with any answer, once its head is here. */
export type TransportFetch = (url: URL, request: TransportRequest) => Promise<ArrivingAnswer>;

/** An answer as it arrives: its head, and its body while that is on its way. */
export interface ArrivingAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** Unpacked; null where there is none. */
  readonly body: ArrivingBody | null;
}

/** A body piece by piece. Whoever does not want the rest of it cancels, or leaves the loop over it. */
export interface ArrivingBody extends AsyncIterable<Uint8Array> {
  cancel(): Promise<void>;
}
