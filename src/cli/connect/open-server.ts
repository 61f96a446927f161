import { createHttpClient } from "../../http/http-client.ts";
import { cleanText } from "../../model/clean-text.ts";
import { createSystemClock } from "../../model/clock.ts";
import type { RunDesk } from "../../model/run-desk.ts";
import { explainRefusal } from "../../remote/explain-refusal.ts";
import { createRemoteDesk } from "../../remote/remote-desk.ts";
import { createRemoteFeed, type RemoteFeed } from "../../remote/remote-feed.ts";
import type { ServerAddress } from "../../remote/server-address.ts";
import type { Logbook } from "../log/run-logged.ts";
import type { Ways } from "./find-ways.ts";

/** What a server's answer takes as long as the CI server behind it. */
const DEADLINE_MS = 20_000;
/** So long the screen waits for the views of the server before it does without. */
const GREETING_MS = 2_000;

/** What a server says of itself that the screen needs. */
export interface Greeting {
  readonly views: readonly { readonly name: string; readonly filter: string }[];
  readonly me: readonly string[];
}

/** A server to show. */
export interface OpenServer {
  readonly feed: RemoteFeed;
  /** Nothing can be changed by it where the server does not let us, or `isReadOnly`. */
  createDesk(isReadOnly: boolean): RunDesk;
  /** Resolves once the server has greeted, or it is clear that it does not for now. */
  waitForGreeting(signal: AbortSignal): Promise<Greeting>;
}

/** Puts a server's rows, its desk and its greeting together; nothing is asked before the feed's `start`. */
export function openServer(
  address: ServerAddress,
  { transport, route }: Ways,
  book: Pick<Logbook, "onExchange">,
): OpenServer {
  const clock = createSystemClock();
  let greeting: Greeting = { views: [], me: [] };
  let serverMayChange = false;
  let goOn = (): void => {};
  const waited = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const feed = createRemoteFeed({
    address,
    route,
    clock,
    random: Math.random,
    onHello(hello) {
      greeting = readGreeting(hello);
      serverMayChange = hello.mayChange === true;
      goOn();
    },
  });
  const http = createHttpClient({
    deadlineMs: DEADLINE_MS,
    now: clock.now,
    transport,
    onExchange: (exchange) => book.onExchange(address.host, exchange),
    explainRefusal,
  });
  return {
    feed,
    createDesk(isReadOnly) {
      const mayChange = () => serverMayChange && !isReadOnly;
      return createRemoteDesk({ address, http, findSource: feed.findSource, mayChange });
    },
    async waitForGreeting(signal) {
      const cancel = clock.setTimer(goOn, GREETING_MS);
      const leave = feed.subscribe(goOn);
      signal.addEventListener("abort", goOn, { once: true });
      await waited;
      signal.removeEventListener("abort", goOn);
      cancel();
      leave();
      return greeting;
    },
  };
}

function readGreeting({ views, me }: Readonly<Record<string, unknown>>): Greeting {
  return {
    views: listObjects(views).flatMap(({ name, filter }) =>
      typeof name === "string" && typeof filter === "string"
        ? [{ name: cleanText(name, 60), filter: cleanText(filter, 500) }]
        : [],
    ),
    me: (Array.isArray(me) ? me : []).filter((login) => typeof login === "string").map(String),
  };
}

function listObjects(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.filter(
    (one): one is Readonly<Record<string, unknown>> => typeof one === "object" && one !== null,
  );
}
