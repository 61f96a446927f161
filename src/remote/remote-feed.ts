import type { SocketRoute } from "../http/socket-route.ts";
import type { Clock } from "../model/clock.ts";
import type { Pipeline } from "../model/pipeline.ts";
import { nextStep, ProviderError } from "../model/provider-error.ts";
import { PROTOCOL } from "../model/server-protocol.ts";
import type { Snapshot, SnapshotFeed, SourceError } from "../model/snapshot.ts";
import { checkObject } from "./read-rows.ts";
import type { RemoteSource } from "./read-sources.ts";
import { type RemoteMemory, recallRemote, toRemoteMemory } from "./remote-memory.ts";
import { applyMessage, NOTHING_TOLD, toLostSnapshot, toSnapshot } from "./remote-state.ts";
import type { ServerAddress } from "./server-address.ts";
import { openServerSocket, type ServerSocket } from "./server-socket.ts";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** A burst of messages is told as one change, milliseconds. */
const FRAME_MS = 16;

/** The rows of a server, as if they were polled here. */
export interface RemoteFeed extends SnapshotFeed {
  start(): void;
  stop(): void;
  /** Shows the rows of the last time until the server answers; before `start`. */
  restore(memory: RemoteMemory): void;
  /** What the next start is to show until then. */
  save(): RemoteMemory;
  /** A source as the server told of it last. */
  findSource(name: string): RemoteSource | undefined;
}

/** What a feed is made from. */
export interface RemoteFeedOptions {
  readonly address: ServerAddress;
  readonly route: SocketRoute;
  readonly clock: Clock;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
  /** Hears who the server is, each time it greets. */
  readonly onHello?: (hello: Readonly<Record<string, unknown>>) => void;
}

/**
 * Creates the feed of a server's rows: they stay while it does not answer, marked as old, and it is
 * tried again until `stop`.
 */
export function createRemoteFeed(options: RemoteFeedOptions): RemoteFeed {
  const { address, route, clock, random, onHello } = options;
  const listeners = new Set<() => void>();
  let told = NOTHING_TOLD;
  let snapshot: Snapshot = toLostSnapshot({ pipelines: [], sources: [] }, address.host, null, null);
  let error: SourceError | null = null;
  let failures = 0;
  let socket: ServerSocket | null = null;
  let shown: readonly string[] = [];
  let cancelRetry = (): void => {};
  let cancelNotice: (() => void) | null = null;

  function publish(next: Snapshot): void {
    snapshot = next;
    cancelNotice ??= clock.setTimer(() => {
      cancelNotice = null;
      for (const listener of listeners) listener();
    }, FRAME_MS);
  }

  function open(): void {
    socket = openServerSocket(address, route, clock, { onMessage: hear, onEnd: lose });
  }

  function hear(text: string): void {
    try {
      const message = checkObject(JSON.parse(text));
      if (message.type === "hello") greet(message);
      else {
        told = applyMessage(told, message);
        failures = 0;
        error = null;
        publish(toSnapshot(told));
      }
    } catch (cause) {
      socket?.close();
      lose(explainMessage(address.host, cause));
    }
  }

  function greet(hello: Readonly<Record<string, unknown>>): void {
    if (hello.protocol !== PROTOCOL) {
      const sentence = `${address.host} is another version of cimon: update the older of the two`;
      throw new ProviderError("bad-response", sentence);
    }
    onHello?.(hello);
    if (shown.length > 0) say({ type: "show", keys: shown });
  }

  function lose(fault: ProviderError): void {
    socket = null;
    failures += 1;
    const nowMs = clock.now();
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
    const retryMs = waitMs * (0.8 + 0.4 * random());
    const { kind, message, status } = fault;
    const since = error?.since ?? new Date(nowMs).toISOString();
    error = { kind, message, hint: nextStep(fault), status, since };
    cancelRetry = clock.setTimer(open, retryMs);
    const nextAt = new Date(nowMs + retryMs).toISOString();
    publish(toLostSnapshot(toSnapshot(told), address.host, error, nextAt));
  }

  function say(message: object): void {
    socket?.send(JSON.stringify(message));
  }

  return {
    start: open,
    stop() {
      cancelRetry();
      cancelNotice?.();
      listeners.clear();
      socket?.close();
      socket = null;
    },
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh(repo) {
      if (socket === null) {
        cancelRetry();
        open();
      } else say(repo === undefined ? { type: "refresh" } : { type: "refresh", repo });
    },
    show(pipelines: readonly Pipeline[]) {
      shown = pipelines.map(({ key }) => key);
      say({ type: "show", keys: shown });
    },
    restore(memory) {
      if (memory.pipelines.length === 0) return;
      told = recallRemote(memory);
      snapshot = toSnapshot(told);
    },
    save: () => toRemoteMemory(told),
    findSource: (name) => told.sources.get(name),
  };
}

function explainMessage(host: string, cause: unknown): ProviderError {
  if (cause instanceof ProviderError) return cause;
  return new ProviderError("bad-response", `${host} sent what is no message of cimon`, { cause });
}
