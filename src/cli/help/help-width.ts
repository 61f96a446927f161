/** Columns of the help: as many as every terminal has. */
export const HELP_WIDTH = 80;

/** How wide the help is written: as ever, except where the terminal is narrower. */
export function findHelpWidth({ isTTY, columns }: NodeJS.WriteStream): number {
  return isTTY ? Math.min(HELP_WIDTH, columns) : HELP_WIDTH;
}
