import { createHash, timingSafeEqual } from "node:crypto";

/** Compares in a time that tells nothing of where two secrets differ, nor of how long they are. */
export function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
