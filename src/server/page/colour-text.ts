import { type Html, html } from "./html.ts";

/** How text is drawn: classes of the page's style. */
interface Look {
  readonly colour: number | null;
  readonly weights: ReadonlySet<"bold" | "dim" | "italic" | "under">;
}

const PLAIN: Look = { colour: null, weights: new Set() };
const SEQUENCE = /\x1b\[([\d;:]{0,64})m/gu;
const WEIGHTS = { 1: "bold", 2: "dim", 3: "italic", 4: "under" } as const;

/** Renders a cleaned line of a log, its colours as classes: a page of ours holds no style of others. */
export function renderColours(line: string): Html {
  if (!line.includes("\x1b")) return html`${line}`;
  const parts: Html[] = [];
  let look = PLAIN;
  let from = 0;
  for (const match of line.matchAll(SEQUENCE)) {
    parts.push(renderPart(line.slice(from, match.index), look));
    look = applyCodes(look, (match[1] ?? "").split(/[;:]/u).map(Number));
    from = match.index + match[0].length;
  }
  return html`${parts}${renderPart(line.slice(from), look)}`;
}

function renderPart(text: string, { colour, weights }: Look): Html {
  if (text === "" || (colour === null && weights.size === 0)) return html`${text}`;
  const names = [...(colour === null ? [] : [`c${colour}`]), ...weights];
  return html`<span class="${names.join(" ")}">${text}</span>`;
}

function applyCodes(before: Look, codes: readonly number[]): Look {
  let look = before;
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code === 38 || code === 48) {
      const [colour, length] = readWide(codes.slice(at + 1));
      if (code === 38) look = { ...look, colour };
      at += length;
    } else look = applyCode(look, code);
  }
  return look;
}

function applyCode(look: Look, code: number): Look {
  if (code === 0) return PLAIN;
  if (code === 39) return { ...look, colour: null };
  if (code >= 30 && code <= 37) return { ...look, colour: code - 30 };
  if (code >= 90 && code <= 97) return { ...look, colour: code - 82 };
  if (code >= 22 && code <= 24) return { ...look, weights: new Set() };
  const weight = WEIGHTS[code as keyof typeof WEIGHTS];
  return weight === undefined ? look : { ...look, weights: new Set([...look.weights, weight]) };
}

/** One of 256 colours, or any: the nearest of the sixteen, and how many numbers it took. */
function readWide([kind, a = 0, b = 0, c = 0]: readonly number[]): [number | null, number] {
  if (kind === 2) return [toNearest(a, b, c), 4];
  if (kind !== 5) return [null, 1];
  if (a < 16) return [a, 2];
  if (a >= 232) return [a < 244 ? 8 : 7, 2];
  const level = (value: number) => (value % 6) * 51;
  const cube = a - 16;
  return [toNearest(level(Math.floor(cube / 36)), level(Math.floor(cube / 6)), level(cube)), 2];
}

function toNearest(red: number, green: number, blue: number): number {
  const most = Math.max(red, green, blue);
  if (most < 60) return 8;
  const isOn = (value: number) => value > most * 0.6;
  return (
    Number(isOn(red)) + 2 * Number(isOn(green)) + 4 * Number(isOn(blue)) + (most > 170 ? 8 : 0)
  );
}
