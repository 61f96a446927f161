import { checkConfig } from "../../config/check-config.ts";
import { parseConfig } from "../../config/parse-config.ts";
import { resolveConfig } from "../../config/resolve-config.ts";
import type { ResolvedConfig } from "../../config/resolved-config.ts";
import type { Demo } from "../../demo/start-demo.ts";
import { compose } from "../compose.ts";
import type { ExitCode } from "../exit-codes.ts";
import { type Io, note } from "../io.ts";
import { runLogged } from "../log/run-logged.ts";
import type { CommonOptions } from "../options.ts";
import { selectFromConfig } from "../select.ts";
import { UsageError } from "../usage-error.ts";
import { printOnePoll } from "./list.ts";
import { showScreen } from "./watch.ts";

/** The options of `cimon demo`. */
export interface DemoOptions extends CommonOptions {
  readonly seed: string;
  readonly speed: string;
  readonly serveOnly?: true;
}

/** `cimon demo`: the live table over imitated servers; without a terminal its table once. */
export async function runDemo(options: DemoOptions, io: Io): Promise<ExitCode> {
  const seed = readNumber("--seed", options.seed, 0, 2 ** 32 - 1);
  const speed = readNumber("--speed", options.speed, 0.01, 1_000);
  const { startDemo } = await import("../../demo/start-demo.ts");
  const demo = await startDemo({ seed, speed, now: Date.now });
  try {
    return options.serveOnly ? await serveUntilEnd(demo, io) : await showDemo(demo, options, io);
  } finally {
    await demo.close();
  }
}

function readNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= least && value <= most) return value;
  throw new UsageError(
    `${option}: "${text}" is no number from ${least} to ${most}`,
    "leave it out",
  );
}

async function showDemo(demo: Demo, options: DemoOptions, io: Io): Promise<ExitCode> {
  const config = await resolveDemoConfig(demo, io);
  const selection = selectFromConfig(config, options);
  return runLogged({ name: "demo", options, config }, io, async (book) => {
    const composition = await compose(selection, book.onExchange, io.env);
    const { monitor } = composition;
    book.follow(monitor);
    if (io.stdout.isTTY && io.stdin.isTTY) {
      return showScreen(composition, { config, options, io: { ...io, write: book.write } });
    }
    const { color, ascii = false } = options;
    const wanted = () => Promise.resolve({ ...selection, me: [] });
    return printOnePoll(monitor, wanted, { color, ascii }, io);
  });
}

/** The demo's configuration goes the way of every other, so that it cannot be a special case. */
async function resolveDemoConfig(demo: Demo, io: Io): Promise<ResolvedConfig> {
  const document = await parseConfig("demo.json", JSON.stringify(demo.config));
  return resolveConfig(checkConfig(document), {
    document,
    origin: "explicit",
    env: io.env,
    platform: process.platform,
    home: "",
    readLogin: () => Promise.resolve(null),
  });
}

/** The addresses go to stderr for a person, the configuration alone to stdout for a file. */
async function serveUntilEnd(demo: Demo, io: Io): Promise<never> {
  for (const [vendor, server] of Object.entries(demo.servers))
    note(io, `${vendor.padEnd(8)}${server.url}`);
  note(
    io,
    "Save the configuration below as FILE, then: cimon --config FILE. ctrl-c ends the servers.",
  );
  io.stdout.write(`${JSON.stringify(demo.config, null, 2)}\n`);
  await new Promise((resolve) => io.signal.addEventListener("abort", resolve, { once: true }));
  throw io.signal.reason;
}
