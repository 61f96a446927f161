import fc from "fast-check";

/** What people who mean no good, and people of the whole world, put into names. */
const PIECES = [
  "\x1b[31m",
  "\x1b[2J\x1b[H",
  "\x1b]0;owned\x07",
  "\x1b]8;;https://evil.example\x1b\\",
  "\x1b]52;c;cm0gLXJm\x07",
  "\x1bP+q\x1b\\",
  "\x9b31m",
  "\x1b",
  "\x07",
  "\x08\x08\x08",
  "\x7f",
  "\0",
  "\r",
  "\n",
  "\r\n",
  "\t",
  "\v\f",
  "\u0085",
  "\u2028",
  "\u2029",
  "\u00ad",
  "\u200b",
  "\u200d",
  "\u200e",
  "\u200f",
  "\u202e",
  "\u2066evil\u2069",
  "\ufeff",
  "\u{e0041}",
  "\ud800",
  "main",
  "feat/login",
  " ",
  "日本語",
  "한국어",
  "שלום",
  "مرحبا بالعالم",
  "ﷺ",
  "ไม่",
  "é",
  "e\u0301\u0301\u0301",
  "क्षि",
  "🚀",
  "👩‍👩‍👧‍👧",
  "🏳️‍🌈",
  "🇩🇪",
  "✔️",
  "x".repeat(300),
  "漢".repeat(150),
] as const;

/** A name of such pieces, or of any characters at all. */
export const hostileText: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 4, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }) },
    {
      weight: 1,
      arbitrary: fc.array(fc.string({ unit: "binary", maxLength: 40 }), { maxLength: 1 }),
    },
  )
  .map((pieces) => pieces.join(""));

/** What must never reach a terminal: controls, what is not seen, what turns the writing round. */
export const UNWANTED =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u;
