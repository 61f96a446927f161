import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { version } from "../../../package.json";
import { resolveServer } from "../../config/resolve-server.ts";
import { type ResolvedWebhooks, resolveWebhooks } from "../../config/resolve-webhooks.ts";
import type { ResolvedConfig } from "../../config/resolved-config.ts";
import type { HttpExchange } from "../../http/http-client.ts";
import { createSystemClock } from "../../model/clock.ts";
import { isLoopback } from "../../server/auth/own-names.ts";
import type { ServerOptions } from "../../server/server-options.ts";
import { createTraffic, type ServedExchange, type Traffic } from "../../server/traffic.ts";
import { type Composition, compose, type OnExchange } from "../compose.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { findMe } from "../find-me.ts";
import { type Io, note } from "../io.ts";
import { keepSnapshot } from "../keep-snapshot.ts";
import type { Secret } from "../log/hide-secrets.ts";
import { type Logbook, runLogged } from "../log/run-logged.ts";
import { openConfig } from "../open-config.ts";
import type { CommonOptions } from "../options.ts";
import { createRunDesk } from "../run-desk.ts";
import { UsageError } from "../usage-error.ts";

/** The options of `cimon serve`. */
export interface ServeOptions extends CommonOptions {
  readonly host: string;
  readonly port: string;
  readonly trustProxy?: true;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly publicFeeds?: true;
}

/** `cimon serve`: the table as a page and as data, until a signal ends it. */
export async function runServe(options: ServeOptions, io: Io): Promise<ExitCode> {
  const port = readPort(options.port);
  const tls = await readTls(options);
  const { config, selection } = await openConfig(options, io);
  const auth = await resolveServer(config, io.env);
  const webhooks = resolveWebhooks(config, io.env);
  if (auth === null) refuseOpenDoor(options.host);
  const secrets = listSecrets(auth, webhooks);
  return runLogged({ name: "serve", options, config, secrets }, io, async (book) => {
    const traffic = createTraffic();
    const onExchange: OnExchange = (source, exchange) => {
      book.onExchange(source, exchange);
      traffic.tell(toServedExchange(source, exchange));
    };
    const composition = await compose(selection, onExchange, io.env);
    book.follow(composition.monitor);
    const serve = () =>
      serveUntilEnd({ composition, config, options, port, tls, auth, webhooks, book, traffic }, io);
    return keepSnapshot(composition.monitor, { config, selection, options }, io, serve);
  });
}

interface ServeParts {
  readonly composition: Composition;
  readonly config: ResolvedConfig;
  readonly options: ServeOptions;
  readonly port: number;
  readonly tls: ServerOptions["tls"];
  readonly auth: ServerOptions["auth"];
  readonly book: Logbook;
  readonly traffic: Traffic;
  readonly webhooks: ResolvedWebhooks;
}

async function serveUntilEnd(
  { composition, config, options, port, tls, auth, webhooks, book, traffic }: ServeParts,
  io: Io,
): Promise<ExitCode> {
  const { monitor, providers } = composition;
  const { createServer } = await import("../../server/create-server.ts");
  const filters = config.views.map((view) => view.filter);
  const me = await findMe(providers.values(), [...filters, "@me"], io.signal);
  const isReadOnly = options.readOnly ?? config.readOnly;
  const server = await createServer({
    feed: monitor,
    desk: createRunDesk(providers, { isReadOnly }),
    clock: createSystemClock(),
    log: book,
    traffic,
    hear: monitor.hear,
    webhooks,
    version,
    views: config.views,
    me,
    auth,
    publicFeeds: options.publicFeeds ?? false,
    trustProxy: options.trustProxy ?? false,
    tls,
    assets: fileURLToPath(new URL("./assets/", import.meta.url)),
  });
  try {
    const url = await server.listen({ host: options.host, port }).catch(explainListening);
    book.write("info", "listening", { url });
    if (tls === null && !options.trustProxy && !isLoopback(options.host)) {
      book.write(
        "warn",
        "passwords and tokens are sent in the clear; give --tls-cert and --tls-key",
        {},
      );
    }
    note(io, `cimon: ${url}`);
    monitor.start();
    await untilAborted(io.signal);
    book.write("info", "closing", {});
    return EXIT.ok;
  } finally {
    monitor.stop();
    await server.close();
  }
}

/** What signs people, programs and hooks in. */
function listSecrets(auth: ServerOptions["auth"], webhooks: ResolvedWebhooks): readonly Secret[] {
  const hashes = auth?.users.map(({ passwordHash }) => passwordHash) ?? [];
  return [auth?.key, ...hashes, ...Object.values(webhooks)].flatMap((token) =>
    token ? [{ user: null, token }] : [],
  );
}

function toServedExchange(source: string, exchange: HttpExchange): ServedExchange {
  const { status, cacheHit, error, durationMs } = exchange;
  if (error !== null) return { source, outcome: "failed", durationMs };
  if (status === null) return { source, outcome: "given-up", durationMs };
  return { source, outcome: cacheHit ? "unchanged" : "ok", durationMs };
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** What anybody can reach, nobody may enter without a name. */
function refuseOpenDoor(host: string): void {
  if (isLoopback(host)) return;
  throw new UsageError(
    `--host: ${host} can be reached by others, and nobody has to sign in`,
    'configure server.users, or listen on 127.0.0.1 only (see README, "Server")',
  );
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/u.test(text) && port <= 65_535) return port;
  throw new UsageError(`--port: "${text}" is no port`, "write a number from 0 to 65535");
}

async function readTls({ tlsCert, tlsKey }: ServeOptions): Promise<ServerOptions["tls"]> {
  if (tlsCert === undefined && tlsKey === undefined) return null;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new UsageError("--tls-cert and --tls-key go together", "name both files, or neither");
  }
  const [cert, key] = await Promise.all([
    readPem("--tls-cert", tlsCert),
    readPem("--tls-key", tlsKey),
  ]);
  return { cert, key };
}

async function readPem(option: string, file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => null);
  if (text?.includes("-----BEGIN ")) return text;
  const fault = text === null ? "cannot be read" : "is no PEM file";
  throw new UsageError(
    `${option}: ${file} ${fault}`,
    "name a file in PEM, as in: --tls-cert cert.pem",
  );
}

function explainListening(error: NodeJS.ErrnoException): never {
  if (error.syscall !== "listen" && error.syscall !== "getaddrinfo") throw error;
  const why =
    error.code === "EADDRINUSE" ? "the port is taken" : `cannot listen there (${error.code})`;
  throw new UsageError(`--host, --port: ${why}`, "choose another port, as in: --port 8643");
}
