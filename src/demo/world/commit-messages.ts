import type { Random } from "./random.ts";

const CHANGES = [
  "Add tests for %",
  "Speed up %",
  "Simplify %",
  "Log more about %",
  "Say what went wrong with %",
  "Move % into its own module",
  "Document %",
  "Make % configurable",
  "Clean up after % moved",
];

const WORDED_OTHERWISE = [
  "更新登录页面的中文翻译",
  "日本語のエラーメッセージを直す",
  "🚀 Ship the new onboarding",
  "Übersetzung der Fehlermeldungen überarbeitet",
  "Add emoji to reactions 👩‍💻🎉",
  "Traduire la page d’accueil",
];

const FIXES = [
  "Fix %",
  "Fix % on slow connections",
  "Fix flaky test of %",
  "Fix % after the rename",
];

/** A commit message about one of the topics: mostly one line, sometimes with a body. */
export function writeMessage(random: Random, topics: readonly string[]): string {
  if (random.chance(0.06)) return random.pick(WORDED_OTHERWISE);
  const subject = random.pick(CHANGES).replace("%", random.pick(topics));
  if (!random.chance(0.2)) return subject;
  return `${subject}\n\nAsked for by support; see the runbook for the old way.`;
}

/** The message of a commit that mends what the one before broke. */
export function writeFixMessage(random: Random, topics: readonly string[]): string {
  return random.pick(FIXES).replace("%", random.pick(topics));
}
