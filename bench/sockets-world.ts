import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type {
  ClientOrder,
  ClientWord,
  ServerChange,
  ServerMemory,
  ServerOrder,
  ServerWord,
} from "./sockets-messages.ts";

/** So many listen. */
export const SOCKETS = 1_000;

/** A server and those who listen to it. */
export interface World {
  /** Gives so many rows so many new runs each. */
  change(order: { readonly rows: number; readonly times: number }): Promise<ServerChange>;
  /** When the last socket had it. */
  untilHeard(serial: number): Promise<number>;
  measure(): Promise<ServerMemory>;
  /** Opens so many sockets that read nothing. */
  stall(count: number): Promise<void>;
  stop(): void;
}

/** Starts both, each in a process of its own; resolves once every socket has all there is. */
export async function startWorld(): Promise<World> {
  const server = startChild<ServerOrder, ServerWord>("sockets-server", ["--expose-gc"]);
  const clients = startChild<ClientOrder, ClientWord>("sockets-clients");
  const listening = await server.next();
  if (listening.is !== "listening") throw new Error("the server does not listen");
  const url = `${listening.url.replace("http", "ws")}/api/socket`;
  await clients.ask({ do: "open", url, count: SOCKETS });
  return {
    async change(order) {
      const word = await server.ask({ do: "change", ...order });
      if (word.is !== "changed") throw new Error(word.is);
      return word.change;
    },
    async untilHeard(serial) {
      const word = await clients.ask({ do: "await", serial });
      if (word.is !== "heard") throw new Error(word.is);
      return word.atMs;
    },
    async measure() {
      const word = await server.ask({ do: "measure" });
      if (word.is !== "measured") throw new Error(word.is);
      return word.memory;
    },
    stall: async (count) => void (await clients.ask({ do: "stall", url, count })),
    stop() {
      clients.stop();
      server.stop();
    },
  };
}

/** A process that answers every order with one word. */
interface Child<Order, Word> {
  ask(order: Order): Promise<Word>;
  /** The word it says by itself. */
  next(): Promise<Word>;
  stop(): void;
}

function startChild<Order extends object, Word>(
  name: string,
  execArgv: string[] = [],
): Child<Order, Word> {
  const child = fork(join(import.meta.dirname, `${name}.mjs`), { execArgv });
  const ended = new Promise<never>((_resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`${name} ended with ${code}`)));
  });
  // An end that nobody waits for is the one we ask for.
  ended.catch(() => undefined);
  const next = async (): Promise<Word> => {
    const [word] = await Promise.race([once(child, "message"), ended]);
    return word;
  };
  return {
    next,
    ask(order) {
      const word = next();
      child.send(order);
      return word;
    },
    stop: () => void child.kill(),
  };
}
