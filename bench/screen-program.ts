import { BIN, makePlace } from "./places.ts";
import { type PtyProgram, startPty } from "./pty.ts";

/** What the live table is to watch. */
export interface ScreenSource {
  readonly url: string;
  readonly repos: readonly string[];
  readonly token?: string;
  readonly columns?: number;
  readonly rows?: number;
}

/** The program in a terminal, in a place of its own. */
export interface ScreenProgram {
  readonly program: PtyProgram;
  close(): void;
}

/** Starts the built program over one GitHub. */
export async function openScreen(source: ScreenSource): Promise<ScreenProgram> {
  const { url, repos, token = "bench-token", columns = 140, rows = 50 } = source;
  const place = makePlace();
  const config = place.writeConfig({
    sources: [{ provider: "github", name: "gh", url, repos, token }],
  });
  const program = startPty({
    file: process.execPath,
    args: [BIN, "--config", config],
    env: place.env,
    cwd: place.folder,
    columns,
    rows,
  });
  return {
    program,
    close() {
      program.kill();
      place.remove();
    },
  };
}
