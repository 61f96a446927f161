/** A stream of numbers that only its seed decides. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** From `min` up to, not including, `max`. */
  between(min: number, max: number): number;
  /** A whole number from `min` to `max`, both included. */
  whole(min: number, max: number): number;
  chance(probability: number): boolean;
  /** Throws where the list is empty. */
  pick<T>(items: readonly T[]): T;
  /** So many hex digits. */
  hex(digits: number): string;
}

/** Makes a stream (sfc32) whose seed is the given parts taken together. */
export function createRandom(...parts: readonly (string | number)[]): Random {
  let [a, b, c, d] = hash(parts.join("\u0000"));

  function next(): number {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4_294_967_296;
  }
  for (let round = 0; round < 12; round += 1) next();

  const between = (min: number, max: number): number => min + next() * (max - min);
  const whole = (min: number, max: number): number => Math.floor(between(min, max + 1));
  return {
    next,
    between,
    whole,
    chance: (probability) => next() < probability,
    pick<T>(items: readonly T[]): T {
      if (items.length === 0) throw new RangeError("nothing to pick from");
      return items[whole(0, items.length - 1)] as T;
    },
    hex(digits) {
      let text = "";
      while (text.length < digits) {
        text += Math.floor(next() * 4_294_967_296)
          .toString(16)
          .padStart(8, "0");
      }
      return text.slice(0, digits);
    },
  };
}

/** Four words of 32 bits from a text (cyrb128, public domain). */
function hash(text: string): [number, number, number, number] {
  let h1 = 1_779_033_703;
  let h2 = 3_144_134_277;
  let h3 = 1_013_904_242;
  let h4 = 2_773_480_762;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    h1 = h2 ^ Math.imul(h1 ^ code, 597_399_067);
    h2 = h3 ^ Math.imul(h2 ^ code, 2_869_860_233);
    h3 = h4 ^ Math.imul(h3 ^ code, 951_274_213);
    h4 = h1 ^ Math.imul(h4 ^ code, 2_716_044_179);
  }
  return [h1 ^ h2 ^ h3 ^ h4, h2 ^ h1, h3 ^ h1, h4 ^ h1];
}
