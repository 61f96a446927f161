import { loadSettings } from "../../config/load-settings.ts";
import { findAddress, listLoginSecrets } from "../connect/find-address.ts";
import { findWays } from "../connect/find-ways.ts";
import { keepServer } from "../connect/keep-server.ts";
import { openServer } from "../connect/open-server.ts";
import { loadScreen } from "../draw-screen.ts";
import type { ExitCode } from "../exit-codes.ts";
import { findKeyConflicts } from "../find-key-conflicts.ts";
import type { Io } from "../io.ts";
import { runLogged } from "../log/run-logged.ts";
import type { CommonOptions } from "../options.ts";
import { UsageError } from "../usage-error.ts";

/** The options of `cimon --connect`. */
export interface ConnectOptions extends CommonOptions {
  readonly connect: string;
  /** A file of certificates that the server's may come from. */
  readonly ca?: string | undefined;
}

/** `cimon --connect URL`: the live table over the rows of a `cimon serve`. */
export async function runConnected(options: ConnectOptions, io: Io): Promise<ExitCode> {
  const address = findAddress(options.connect, io);
  if (!io.stdout.isTTY || !io.stdin.isTTY) {
    throw new UsageError(
      "--connect needs a terminal",
      `ask the server itself, as in: curl ${address.url}/api/runs`,
    );
  }
  const { cwd, env } = io;
  const settings = await loadSettings({ cwd, env, file: options.config, findKeyConflicts });
  const ways = await findWays(address, options.ca, io);
  const logged = { ...settings, sources: [], warnings: [] };
  const command = {
    name: "connect",
    options,
    config: logged,
    secrets: listLoginSecrets(io),
  } as const;
  return runLogged(command, io, async (book) => {
    const { feed, createDesk, waitForGreeting } = openServer(address, ways, book);
    book.follow(feed);
    const desk = createDesk(options.readOnly ?? settings.readOnly);
    return keepServer(feed, address, io, async (keepsake) => {
      feed.start();
      try {
        const { me, views: served } = await waitForGreeting(io.signal);
        const views = settings.views.length > 0 ? settings.views : [...served];
        const around = { ...io, write: book.write };
        const draw = await loadScreen({ config: { ...settings, views }, options, io: around });
        return await draw({ feed, desk, me, keepsake });
      } finally {
        feed.stop();
      }
    });
  });
}
