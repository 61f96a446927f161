import { EXIT } from "./exit-codes.ts";

/** For a stream's errors: where its reader has gone, as in `cimon list | head -1`, nobody is left to tell. */
export function endQuietlyOnBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(process.exitCode ?? EXIT.ok);
}
