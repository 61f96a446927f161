/** A commit as people write it: its first seven characters, none of them cut in half. */
export function shortenSha(sha: string): string {
  return sha.slice(0, 7).toWellFormed();
}
