import { stat } from "node:fs/promises";
import { cleanText } from "../model/clean-text.ts";

/**
 * Warns of a file that holds a token and that other users of the machine can read; null where all is
 * well or, as on Windows, the mode says nothing.
 */
export async function checkFileMode(
  file: string,
  path: string,
  platform: NodeJS.Platform,
): Promise<string | null> {
  if (platform === "win32") return null;
  const mode = await stat(file).then(
    (stats) => stats.mode & 0o777,
    () => 0,
  );
  if ((mode & 0o077) === 0) return null;
  const name = cleanText(file);
  return `${name}: ${path} holds a token that other users can read (mode ${mode.toString(8)}); run chmod 600 on the file, or write {"env": "NAME"} instead`;
}
