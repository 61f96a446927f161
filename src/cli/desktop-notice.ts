import { spawn } from "node:child_process";
import type { Log } from "./log/log.ts";

/** A program and its arguments; a text from outside is only ever one argument, never code. */
interface NoticeCommand {
  readonly program: string;
  readonly args: readonly string[];
}

type Env = Readonly<Record<string, string | undefined>>;

const SCRIPT = [
  "on run argv",
  "display notification (item 2 of argv) with title (item 1 of argv)",
  "end run",
];

/** What shows a notification on this machine's desktop; null where none is running or known. */
export function findNoticeCommand(
  { title, body }: { readonly title: string; readonly body: string },
  platform: NodeJS.Platform,
  env: Env,
): NoticeCommand | null {
  if (platform === "darwin") {
    return {
      program: "osascript",
      args: [...SCRIPT.flatMap((line) => ["-e", line]), "--", title, body],
    };
  }
  const hasDesktop = Boolean(env.DISPLAY || env.WAYLAND_DISPLAY || env.DBUS_SESSION_BUS_ADDRESS);
  if (platform === "win32" || !hasDesktop) return null;
  return { program: "notify-send", args: ["--app-name=cimon", "--", title, escapeMarkup(body)] };
}

/**
 * Creates what shows notifications on the desktop. It waits for nothing; what goes wrong is logged,
 * the first time only.
 */
export function createDesktopNotifier(
  env: NodeJS.ProcessEnv,
  write: Log["write"],
  platform: NodeJS.Platform = process.platform,
): (title: string, body: string) => void {
  let hasFailed = false;
  const fail = (error: string): void => {
    if (!hasFailed) write("warn", "desktop notification failed", { error });
    hasFailed = true;
  };
  return (title, body) => {
    const command = findNoticeCommand({ title, body }, platform, env);
    if (command === null) return fail("no desktop is running here");
    const child = spawn(command.program, command.args, { env, stdio: "ignore" });
    child.on("error", (error) => fail(error.message));
    child.on("exit", (code) => {
      if (code !== 0) fail(`${command.program} ended with ${code}`);
    });
    // Leaving cimon does not wait for it.
    child.unref();
  };
}

// A notification daemon reads the body as markup.
function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
