const SENTENCES: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full: make room and save again",
  EDQUOT: "your share of the disk is used up: make room and save again",
  EACCES: "this folder may not be written to: start cimon in another one",
  EPERM: "this folder may not be written to: start cimon in another one",
  EROFS: "this folder is read-only: start cimon in another one",
  ENOENT: "this folder is gone: start cimon in another one",
};

/** Why a file could not be written, in a sentence; null for what is no fault of a file system. */
export function describeFileFault(error: unknown): string | null {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return null;
  const code = String(error.code);
  return SENTENCES[code] ?? `the file could not be written (${code})`;
}
