/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** One of the 240 exact colours of a terminal with 256: a cube of 216, and 24 greys. */
export function toRgb(index: number): Rgb {
  if (index >= 232) return [8 + 10 * (index - 232), 8 + 10 * (index - 232), 8 + 10 * (index - 232)];
  const level = (step: number) => (step === 0 ? 0 : 55 + 40 * step);
  const at = index - 16;
  return [level(Math.floor(at / 36)), level(Math.floor(at / 6) % 6), level(at % 6)];
}

function toLinear([r, g, b]: Rgb): Rgb {
  const linear = (value: number) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return [linear(r), linear(g), linear(b)];
}

/** The contrast of two colours, 1 to 21, as https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio has it. */
export function measureContrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [one, other]
    .map((colour) => {
      const [r, g, b] = toLinear(colour);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    })
    .toSorted((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** What is seen by whom: Machado, Oliveira and Fernandes 2009, complete loss of one kind of cone. */
const BLINDNESS: Readonly<Record<string, readonly Rgb[]>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** The kinds of colour blindness that can be measured. */
export const BLINDNESSES = Object.keys(BLINDNESS);

/** How different two colours look (CIE76) to a person with that kind of colour blindness. */
export function measureDifference(one: Rgb, other: Rgb, blindness: string): number {
  const [a, b] = [one, other].map((colour) => {
    const linear = toLinear(colour);
    const seen = (BLINDNESS[blindness] ?? []).map((row) =>
      Math.min(
        1,
        Math.max(
          0,
          row.reduce((sum, part, at) => sum + part * (linear[at] ?? 0), 0),
        ),
      ),
    );
    return toLab(seen as unknown as Rgb);
  });
  return Math.hypot(...[0, 1, 2].map((at) => (a?.[at] ?? 0) - (b?.[at] ?? 0)));
}

function toLab([r, g, b]: Rgb): Rgb {
  const bend = (part: number) => (part > 0.008856 ? Math.cbrt(part) : 7.787 * part + 16 / 116);
  const x = bend((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = bend(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = bend((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
