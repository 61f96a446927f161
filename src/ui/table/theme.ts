import { Chalk, type ChalkInstance, type ColorSupportLevel } from "chalk";
import type { RunStatus } from "../../model/run-status.ts";

/** How many colours may be used: none, 16, 256, all. */
export type ColourLevel = ColorSupportLevel;

/** The sets of colours there are; `none` keeps bold and dim, which are no colours. */
export type ThemeName = "dark" | "light" | "high-contrast" | "colour-blind" | "none";

/** Puts colours around text; with level 0 every function hands its text back. */
export interface Theme {
  status(status: RunStatus, text: string): string;
  /** The past in a result strip: the same hues, but quieter. */
  past(status: RunStatus, text: string): string;
  strong(text: string): string;
  /** What is read second: ages, shas, headings. */
  quiet(text: string): string;
  /** What wants to be noticed without being a failure: an overdue run, a source in trouble. */
  alert(text: string): string;
  accent(text: string): string;
  /** The row the keys act on. */
  selected(text: string): string;
  /** The block that stands for the cursor. */
  cursor(text: string): string;
}

type Paint = (text: string) => string;

interface Palette {
  readonly failed: Paint;
  readonly waiting: Paint;
  readonly running: Paint;
  readonly warning: Paint;
  readonly success: Paint;
  readonly quiet: Paint;
  readonly selected: Paint;
}

const plain: Paint = (text) => text;

/** Makes a theme; 16 colours are the terminal's own, from 256 on shades are exact. */
export function createTheme(name: ThemeName, level: ColourLevel): Theme {
  const chalk = new Chalk({ level });
  const palette = selectPalette(chalk, name, level);
  const byStatus: Record<RunStatus, Paint> = {
    failed: (text) => chalk.bold(palette.failed(text)),
    waiting: (text) => chalk.bold(palette.waiting(text)),
    running: palette.running,
    queued: palette.quiet,
    warning: palette.warning,
    unknown: palette.warning,
    cancelled: palette.quiet,
    success: palette.success,
    skipped: palette.quiet,
  };
  return {
    status: (status, text) => byStatus[status](text),
    past: (status, text) => (status === "failed" ? palette.failed : byStatus[status])(text),
    strong: (text) => chalk.bold(text),
    quiet: (text) => palette.quiet(text),
    alert: (text) => palette.warning(text),
    accent: (text) => palette.running(text),
    selected: (text) => palette.selected(text),
    cursor: (text) => (level === 0 ? "_" : chalk.inverse(text)),
  };
}

function selectPalette(chalk: ChalkInstance, name: ThemeName, level: ColourLevel): Palette {
  if (name === "none") return toColourless(chalk);
  if (name === "high-contrast") return toHighContrast(chalk);
  if (level < 2) return name === "colour-blind" ? toBasicBlueAndYellow(chalk) : toBasic(chalk);
  if (name === "light") return toShades(chalk, [160, 91, 25, 130, 28, 241, 255]);
  // Orange, pink, pale cyan, yellow, blue: told apart by every common kind of colour blindness.
  if (name === "colour-blind") return toShades(chalk, [208, 175, 195, 226, 39, 246, 236]);
  return toShades(chalk, [203, 177, 80, 221, 71, 246, 236]);
}

function toColourless(chalk: ChalkInstance): Palette {
  const { bold, dim } = chalk;
  return {
    failed: bold,
    waiting: bold,
    running: plain,
    warning: plain,
    success: plain,
    quiet: dim,
    selected: bold,
  };
}

function toBasic(chalk: ChalkInstance): Palette {
  return {
    failed: chalk.red,
    waiting: chalk.magenta,
    running: chalk.cyan,
    warning: chalk.yellow,
    success: chalk.green,
    quiet: chalk.dim,
    selected: chalk.bold,
  };
}

function toBasicBlueAndYellow(chalk: ChalkInstance): Palette {
  return { ...toBasic(chalk), failed: chalk.yellow, success: chalk.blue, warning: chalk.white };
}

function toHighContrast(chalk: ChalkInstance): Palette {
  return {
    failed: chalk.redBright,
    waiting: chalk.magentaBright,
    running: chalk.cyanBright,
    warning: chalk.yellowBright,
    success: chalk.greenBright,
    quiet: plain,
    selected: chalk.inverse,
  };
}

type Shades = readonly [
  failed: number,
  waiting: number,
  running: number,
  warning: number,
  success: number,
  quiet: number,
  selected: number,
];

function toShades(chalk: ChalkInstance, shades: Shades): Palette {
  const [failed, waiting, running, warning, success, quiet, selected] = shades;
  return {
    failed: chalk.ansi256(failed),
    waiting: chalk.ansi256(waiting),
    running: chalk.ansi256(running),
    warning: chalk.ansi256(warning),
    success: chalk.ansi256(success),
    quiet: chalk.ansi256(quiet),
    selected: chalk.bgAnsi256(selected),
  };
}
