import { readFileSync } from "node:fs";
import { version } from "../../package.json";
import { endQuietlyOnBrokenPipe } from "./broken-pipe.ts";
import { findHelpWidth, HELP_WIDTH } from "./help/help-width.ts";

/**
 * Prints the version, or the help as it was written when cimon was built, without loading what makes it.
 * False where that will not do: then nothing was done yet, and it is for `main`.
 */
export function tellAbout(option: string): boolean {
  const text = findText(option);
  if (text === null) return false;
  process.stdout.on("error", endQuietlyOnBrokenPipe);
  process.stdout.write(text);
  return true;
}

function findText(option: string): string | null {
  if (option === "--version" || option === "-V") return `${version}\n`;
  if (option !== "--help" && option !== "-h") return null;
  if (findHelpWidth(process.stdout) !== HELP_WIDTH) return null;
  return readFileSync(new URL("./help.txt", import.meta.url), "utf8");
}
