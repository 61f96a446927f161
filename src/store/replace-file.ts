import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Writes beside the file and renames, so that a reader sees the old file or the new one; resolves with
 * its bytes, rejects with the system's error or the signal's reason. Only its owner can read it. The
 * name beside it is unique and must not exist: two processes never share it, and no link planted there
 * is followed.
 */
export async function replaceFile(
  path: string,
  lines: Iterable<string>,
  signal: AbortSignal,
): Promise<number> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}-${randomUUID()}.tmp`;
  let bytes = 0;
  try {
    const handle = await open(temporary, "wx", 0o600);
    try {
      for (const line of lines) {
        signal.throwIfAborted();
        const piece = Buffer.from(line);
        await handle.writeFile(piece);
        bytes += piece.length;
      }
      // Else a power cut may leave the new name with nothing in it.
      await handle.datasync();
    } finally {
      await handle.close();
    }
    signal.throwIfAborted();
    await rename(temporary, path);
    return bytes;
  } catch (thrown) {
    await rm(temporary, { force: true }).catch(() => {});
    throw thrown;
  }
}
