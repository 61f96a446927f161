import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { createDesktopNotifier, findNoticeCommand } from "../../src/cli/desktop-notice.ts";
import { makeFolder } from "../helpers/run-cimon.ts";

const PATIENCE = { timeout: 20_000, interval: 20 };
const TEXT = { title: "-x $(id)", body: "<b>a</b> & `b`" };

describe("what shows a notification", () => {
  it("takes the text as arguments, never as options or code", () => {
    const linux = findNoticeCommand(TEXT, "linux", { DISPLAY: ":0" });
    expect(linux).toEqual({
      program: "notify-send",
      args: ["--app-name=cimon", "--", "-x $(id)", "&lt;b&gt;a&lt;/b&gt; &amp; `b`"],
    });
    const mac = findNoticeCommand(TEXT, "darwin", {});
    expect(mac?.args.slice(-3)).toEqual(["--", TEXT.title, TEXT.body]);
    expect(mac?.args.slice(0, -3).join(" ")).not.toContain("id");
  });

  it("is nothing where no desktop is running", () => {
    expect(findNoticeCommand(TEXT, "linux", { DISPLAY: "" })).toBeNull();
    expect(findNoticeCommand(TEXT, "win32", { DISPLAY: ":0" })).toBeNull();
  });
});

describe("the desktop notifier", () => {
  it.skipIf(process.platform !== "linux")("runs the desktop's own program", async () => {
    const folder = makeFolder();
    const said = join(folder, "said");
    writeFileSync(join(folder, "notify-send"), `#!/bin/sh\nprintf '%s|' "$@" > '${said}'\n`);
    chmodSync(join(folder, "notify-send"), 0o755);
    const write = vi.fn();
    const env = { PATH: `${folder}:${process.env.PATH}`, WAYLAND_DISPLAY: "wayland-0" };
    createDesktopNotifier(env, write, "linux")("acme/api broke", "main CI failed");
    await vi.waitFor(
      () =>
        expect(existsSync(said) && readFileSync(said, "utf8")).toBe(
          "--app-name=cimon|--|acme/api broke|main CI failed|",
        ),
      PATIENCE,
    );
    expect(write).not.toHaveBeenCalled();
  });

  it("logs the first failure, and says nothing else", async () => {
    const write = vi.fn();
    const tell = createDesktopNotifier({ PATH: makeFolder(), DISPLAY: ":0" }, write, "linux");
    tell("a", "b");
    await vi.waitFor(() => expect(write).toHaveBeenCalledTimes(1), PATIENCE);
    expect(write.mock.calls[0]?.slice(0, 2)).toEqual(["warn", "desktop notification failed"]);
    createDesktopNotifier({}, write, "linux")("a", "b");
    expect(write).toHaveBeenCalledTimes(2);
  });
});
