/** Hands out what it was given, once, and holds it no longer. */
export function handOver<Value>(value: Value): () => Value | null {
  let held: Value | null = value;
  return () => {
    const taken = held;
    held = null;
    return taken;
  };
}
