/** Lets real time pass: what is measured here is what happens meanwhile. */
export function sleep(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
