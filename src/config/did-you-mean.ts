import { closestMatch } from "leven";
import { cleanText } from "../model/clean-text.ts";

/** A hint at the known word that is nearest to a misspelt one; "" where none is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const maxDistance = Math.max(2, Math.floor(word.length / 3));
  const lower = new Map(known.map((candidate) => [candidate.toLowerCase(), candidate]));
  const closest = closestMatch(word.toLowerCase(), [...lower.keys()], { maxDistance });
  const match = closest === undefined ? undefined : lower.get(closest);
  return match === undefined ? "" : `, did you mean ${JSON.stringify(cleanText(match))}?`;
}
