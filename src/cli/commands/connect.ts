import { loadSettings } from "../../config/load-settings.ts";
import { createHttpClient } from "../../http/http-client.ts";
import { cleanText } from "../../model/clean-text.ts";
import { createSystemClock } from "../../model/clock.ts";
import { explainRefusal } from "../../remote/explain-refusal.ts";
import { createRemoteDesk } from "../../remote/remote-desk.ts";
import { createRemoteFeed, type RemoteFeed } from "../../remote/remote-feed.ts";
import {
  readServerAddress,
  type ServerAddress,
  type ServerLogin,
} from "../../remote/server-address.ts";
import { findKeyConflicts } from "../../ui/keys/remap-keys.ts";
import { loadScreen } from "../draw-screen.ts";
import type { ExitCode } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { runLogged } from "../log/run-logged.ts";
import type { CommonOptions } from "../options.ts";
import { UsageError } from "../usage-error.ts";

/** The options of `cimon --connect`. */
export interface ConnectOptions extends CommonOptions {
  readonly connect: string;
}

/** What a server answers takes as long as the CI server behind it. */
const DEADLINE_MS = 20_000;

/** So long the screen waits for the views of the server before it does without. */
const GREETING_MS = 2_000;

/** What a server says of itself that the screen needs. */
interface Greeting {
  readonly views: readonly { readonly name: string; readonly filter: string }[];
  readonly me: readonly string[];
  readonly mayChange: boolean;
}

const NO_GREETING: Greeting = { views: [], me: [], mayChange: false };

/** `cimon --connect URL`: the live table over the rows of a `cimon serve`. */
export async function runConnected(options: ConnectOptions, io: Io): Promise<ExitCode> {
  const address = readAddress(options.connect, io);
  if (!io.stdout.isTTY || !io.stdin.isTTY) {
    throw new UsageError(
      "--connect needs a terminal",
      `ask the server itself, as in: curl ${address.url}/api/runs`,
    );
  }
  const { cwd, env } = io;
  const settings = await loadSettings({ cwd, env, file: options.config, findKeyConflicts });
  const logged = { ...settings, sources: [], warnings: [] };
  return runLogged({ name: "connect", options, config: logged }, io, async (book) => {
    const clock = createSystemClock();
    let greeting = NO_GREETING;
    let hasGreeted = (): void => {};
    const greeted = new Promise<void>((resolve) => {
      hasGreeted = resolve;
    });
    const feed = createRemoteFeed({
      address,
      clock,
      random: Math.random,
      onHello(hello) {
        greeting = readGreeting(hello);
        hasGreeted();
      },
    });
    book.follow(feed);
    const http = createHttpClient({
      deadlineMs: DEADLINE_MS,
      now: clock.now,
      onExchange: (exchange) => book.onExchange(address.host, exchange),
      explainRefusal,
    });
    const isReadOnly = options.readOnly ?? settings.readOnly;
    const mayChange = () => greeting.mayChange && !isReadOnly;
    const desk = createRemoteDesk({ address, http, findSource: feed.findSource, mayChange });
    feed.start();
    try {
      await waitForGreeting(greeted, feed, io.signal);
      const { me } = greeting;
      const views = settings.views.length > 0 ? settings.views : [...greeting.views];
      const around = { ...io, write: book.write };
      const draw = await loadScreen({ config: { ...settings, views }, options, io: around });
      return await draw({ feed, desk, me });
    } finally {
      feed.stop();
    }
  });
}

function readAddress(text: string, { env }: Io): ServerAddress {
  const address = readServerAddress(text, readLogin(env));
  if (address !== null) return address;
  throw new UsageError(
    "--connect: this is no address of a server, or holds a password",
    "write --connect http://localhost:8642, and sign in by CIMON_TOKEN, or CIMON_USER and CIMON_PASSWORD",
  );
}

function readLogin({
  CIMON_TOKEN: token,
  CIMON_USER: user,
  CIMON_PASSWORD,
}: Io["env"]): ServerLogin {
  if (token) return { kind: "token", token };
  return user ? { kind: "password", user, password: CIMON_PASSWORD ?? "" } : { kind: "none" };
}

/** Until the server has greeted, or it is clear that it does not for now. */
async function waitForGreeting(
  greeted: Promise<void>,
  feed: RemoteFeed,
  signal: AbortSignal,
): Promise<void> {
  let isOver = (): void => {};
  const over = new Promise<void>((resolve) => {
    isOver = resolve;
  });
  const timer = setTimeout(isOver, GREETING_MS);
  const leave = feed.subscribe(isOver);
  signal.addEventListener("abort", isOver, { once: true });
  await Promise.race([greeted, over]);
  clearTimeout(timer);
  leave();
}

function readGreeting({ views, me, mayChange }: Readonly<Record<string, unknown>>): Greeting {
  return {
    views: listObjects(views).flatMap(({ name, filter }) =>
      typeof name === "string" && typeof filter === "string"
        ? [{ name: cleanText(name, 60), filter: cleanText(filter, 500) }]
        : [],
    ),
    me: (Array.isArray(me) ? me : []).filter((login) => typeof login === "string").map(String),
    mayChange: mayChange === true,
  };
}

function listObjects(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.filter(
    (one): one is Readonly<Record<string, unknown>> => typeof one === "object" && one !== null,
  );
}
