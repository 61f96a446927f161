/** What the terminal around cimon understands, as far as the environment tells. */
export interface TerminalFacts {
  readonly insideTmux: boolean;
  /** False where a title would be printed instead of set. */
  readonly hasTitle: boolean;
  /** Which notification it knows; both where it is unknown, for what it does not know it ignores. */
  readonly notices: "osc9" | "osc777" | "both";
  /** True where progress (OSC 9;4) is shown; elsewhere it may come up as a notification. */
  readonly hasProgress: boolean;
}

type Env = Readonly<Record<string, string | undefined>>;

/** ITerm2 takes progress for a notification before 3.6.6, VTE before 0.80. */
const LEAST_ITERM: readonly number[] = [3, 6, 6];
const LEAST_VTE = 8_000;

/** Finds out about the terminal by what it leaves in the environment; tmux hides what is around it. */
export function detectTerminal(env: Env): TerminalFacts {
  const insideTmux = isSet(env.TMUX);
  const hasTitle = env.TERM !== "dumb" && env.TERM !== "linux";
  return {
    insideTmux,
    hasTitle,
    notices: detectNotices(env),
    hasProgress: hasTitle && !insideTmux && showsProgress(env),
  };
}

function detectNotices(env: Env): TerminalFacts["notices"] {
  const { TERM = "", TERM_PROGRAM = "" } = env;
  const knowsOsc9 =
    /^(?:iTerm\.app|WezTerm|ghostty)$/u.test(TERM_PROGRAM) || /kitty|ghostty/u.test(TERM);
  const leftBehind = [
    env.ITERM_SESSION_ID,
    env.WEZTERM_PANE,
    env.KITTY_WINDOW_ID,
    env.GHOSTTY_RESOURCES_DIR,
  ];
  if (knowsOsc9 || leftBehind.some(isSet)) return "osc9";
  if (/^(?:foot|rxvt)/u.test(TERM) || isSet(env.VTE_VERSION)) return "osc777";
  return "both";
}

function showsProgress(env: Env): boolean {
  const { TERM_PROGRAM = "", TERM_PROGRAM_VERSION = "", VTE_VERSION = "" } = env;
  if (isSet(env.WT_SESSION) || env.ConEmuANSI === "ON") return true;
  if (/^(?:ghostty|WezTerm|mintty)$/u.test(TERM_PROGRAM)) return true;
  if (TERM_PROGRAM === "iTerm.app") return isAtLeast(TERM_PROGRAM_VERSION, LEAST_ITERM);
  return Number(VTE_VERSION) >= LEAST_VTE;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}

function isAtLeast(version: string, least: readonly number[]): boolean {
  const parts = version.split(".").map((part) => Number.parseInt(part, 10) || 0);
  const at = least.findIndex((part, index) => (parts[index] ?? 0) !== part);
  return at === -1 || (parts[at] ?? 0) > (least[at] ?? 0);
}
