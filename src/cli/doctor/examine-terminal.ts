import type { RunCommand } from "../../config/run-command.ts";
import { detectTerminal } from "../../ui/terminal/detect-terminal.ts";
import { detectColour } from "../detect-colour.ts";
import type { Io } from "../io.ts";
import { type Check, pass, warn } from "./check.ts";
import { measureGlyphs } from "./measure-glyphs.ts";

const COLOURS = ["none", "16", "256", "16 million"] as const;
const TMUX_TIMEOUT_MS = 2_000;

/** Tells what the terminal can show, as far as it lets itself be asked. */
export async function examineTerminal(io: Io, run: RunCommand): Promise<readonly Check[]> {
  const { env, stdout } = io;
  const size = stdout.isTTY ? `${stdout.columns} columns, ${stdout.rows} rows` : "not a terminal";
  const name = [env.TERM_PROGRAM, env.TERM].filter(Boolean).join(", ") || "unknown";
  return [
    pass("terminal", `${name}; ${size}`),
    checkColours(io),
    checkEncoding(env),
    ...(await checkGlyphs(io)),
    ...checkSequences(env),
    ...(await checkTmux(io, run)),
  ];
}

function checkColours({ env }: Io): Check {
  const colours = COLOURS[detectColour(env, true)];
  if (colours !== "none") return pass("colours", colours);
  const why = env.NO_COLOR ? "NO_COLOR is set" : "the terminal says it has none";
  return { name: "colours", verdict: "unknown", text: `none: ${why}`, fix: null };
}

function checkEncoding({ LC_ALL, LC_CTYPE, LANG }: Io["env"]): Check {
  const locale = LC_ALL || LC_CTYPE || LANG || "";
  if (/utf-?8/iu.test(locale) || process.platform === "win32")
    return pass("signs", locale || "UTF-8");
  const text = `the locale is ${locale === "" ? "not set" : "not UTF-8"}`;
  return warn("signs", text, "export LANG=C.UTF-8, or draw with ASCII: cimon --ascii");
}

async function checkGlyphs(io: Io): Promise<readonly Check[]> {
  const width = await measureGlyphs(io);
  if (width === null) return [];
  if (width.measured === width.expected) return [pass("widths", "each sign takes one column")];
  const text = `the signs take ${width.measured} columns instead of ${width.expected}`;
  return [warn("widths", text, "have ambiguous characters drawn narrow, or: cimon --ascii")];
}

function checkSequences(env: Io["env"]): readonly Check[] {
  const { notices, hasProgress, hasTitle } = detectTerminal(env);
  const words = {
    osc9: "OSC 9",
    osc777: "OSC 777",
    both: "OSC 9 and OSC 777, one of which may do",
  };
  const isApple = env.TERM_PROGRAM === "Apple_Terminal";
  const copy = isApple
    ? warn("copying", "Terminal.app knows no OSC 52", "copy by hand, or use another terminal")
    : pass("copying", "OSC 52, where the terminal allows it");
  return [
    copy,
    pass("notices", words[notices]),
    pass("title", `${hasTitle ? "set" : "left alone"}; progress ${hasProgress ? "shown" : "not"}`),
  ];
}

/** `set-clipboard` lets copying through, `allow-passthrough` notices: man tmux. */
async function checkTmux({ env, cwd }: Io, run: RunCommand): Promise<readonly Check[]> {
  if (!env.TMUX) return [];
  const show = (...args: readonly string[]) =>
    run("tmux", ["show-options", ...args], { cwd, env, timeoutMs: TMUX_TIMEOUT_MS });
  const clipboard = await show("-sv", "set-clipboard");
  const passthrough = await show("-Apv", "allow-passthrough");
  return [
    toTmuxCheck("set-clipboard", clipboard, clipboard === "on", "tmux set -s set-clipboard on"),
    toTmuxCheck(
      "allow-passthrough",
      passthrough,
      passthrough === "on" || passthrough === "all",
      "tmux set -g allow-passthrough on",
    ),
  ];
}

function toTmuxCheck(option: string, value: string | null, isOn: boolean, fix: string): Check {
  const text = `${option} ${value === null || value === "" ? "unknown to it" : value}`;
  return isOn ? pass("tmux", text) : warn("tmux", text, fix);
}
