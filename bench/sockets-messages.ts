/** What the processes of the sockets' bench tell one another. */

/** To the server. */
export type ServerOrder =
  /** Gives each of so many rows so many new runs, one after another, in one go. */
  | { readonly do: "change"; readonly rows: number; readonly times: number }
  | { readonly do: "measure" };

/** From the server. */
export type ServerWord =
  | { readonly is: "listening"; readonly url: string }
  | { readonly is: "changed"; readonly change: ServerChange }
  | { readonly is: "measured"; readonly memory: ServerMemory };

/** A change of the store. */
export interface ServerChange {
  /** Just before it, by {@link readSharedMs}. */
  readonly atMs: number;
  /** The number of its last run. */
  readonly serial: number;
  readonly waiting: ServerWaiting;
}

/** What the server holds for those who listen. */
export interface ServerWaiting {
  readonly sockets: number;
  /** The most bytes that wait for one socket. */
  readonly mostBytes: number;
}

/** Megabytes after collecting. */
export interface ServerMemory {
  readonly heapMb: number;
  /** Buffers, which are no part of the heap. */
  readonly buffersMb: number;
  readonly residentMb: number;
}

/** To the clients. */
export type ClientOrder =
  | { readonly do: "open"; readonly url: string; readonly count: number }
  /** Opens so many sockets that read nothing. */
  | { readonly do: "stall"; readonly url: string; readonly count: number }
  | { readonly do: "await"; readonly serial: number };

/** From the clients. */
export type ClientWord =
  | { readonly is: "open" }
  | { readonly is: "stalled" }
  /** When the last socket had it, by {@link readSharedMs}. */
  | { readonly is: "heard"; readonly atMs: number };

/** Milliseconds on a clock that is the same for all processes of this machine. */
export function readSharedMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
