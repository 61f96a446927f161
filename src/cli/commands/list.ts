import type { Monitor } from "../../store/monitor.ts";
import { compose } from "../compose.ts";
import type { ExitCode } from "../exit-codes.ts";
import { findMe } from "../find-me.ts";
import type { Io } from "../io.ts";
import { letRequestsLeave } from "../let-requests-leave.ts";
import type { ListOptions } from "../list/list-options.ts";
import type { PrintOptions, Wanted } from "../list/print-poll.ts";
import { runLogged } from "../log/run-logged.ts";
import { openConfig } from "../open-config.ts";
import { UsageError } from "../usage-error.ts";

/** `cimon list`: one poll of every source, printed. */
export async function runList(options: ListOptions, io: Io): Promise<ExitCode> {
  if (options.json && options.ndjson) {
    throw new UsageError("--json and --ndjson do not go together", "choose one of them");
  }
  const { config, selection } = await openConfig(options, io);
  return runLogged({ name: "list", options, config }, io, async (book) => {
    const { monitor, providers } = await compose(selection, book.onExchange, io.env);
    book.follow(monitor);
    const ascii = options.ascii ?? config.ascii;
    const me = findMe(providers.values(), [options.filter ?? ""], io.signal);
    const wanted = async () => ({ ...selection, me: await me });
    return printOnePoll(monitor, wanted, { ...options, ascii }, io);
  });
}

/** Polls once, prints as the options say, and stops the monitor. */
export async function printOnePoll(
  monitor: Monitor,
  findWanted: () => Promise<Wanted>,
  options: PrintOptions,
  io: Io,
): Promise<ExitCode> {
  const stop = () => monitor.stop();
  io.signal.addEventListener("abort", stop, { once: true });
  const polled = monitor.pollOnce();
  // What prints the answers is loaded while the servers think of them.
  await letRequestsLeave();
  const [wanted, { printPoll }] = await Promise.all([
    findWanted(),
    import("../list/print-poll.ts"),
    polled,
  ]);
  stop();
  io.signal.throwIfAborted();
  return printPoll(monitor.getSnapshot(), wanted, options, { io, nowMs: Date.now() });
}
