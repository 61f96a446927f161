import { supportsColor } from "chalk";

/** Chalk's levels: none, 16, 256, 16 million colours. */
export type ColourLevel = 0 | 1 | 2 | 3;

/**
 * How many colours to use. `--no-color` and a NO_COLOR that is not empty (https://no-color.org) win;
 * FORCE_COLOR and the terminal are left to chalk.
 */
export function detectColour(env: NodeJS.ProcessEnv, isWanted: boolean): ColourLevel {
  if (!isWanted || (env.NO_COLOR ?? "") !== "") return 0;
  return supportsColor === false ? 0 : supportsColor.level;
}
