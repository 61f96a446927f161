import type { z } from "zod/mini";
import { KEY_ACTIONS, type KeyMap } from "../model/key-actions.ts";
import { KEY_NAMES_TEXT, KEY_WORDS, parseKeyName } from "../model/key-name.ts";
import { describeValue } from "./describe-value.ts";
import { didYouMean } from "./did-you-mean.ts";

/** Keys by action as they stand in a file. */
export type KeysInput = Readonly<Record<string, string | readonly string[]>>;

/** Holds that every action and every key is there; which keys are in each other's way is told later. */
export function checkKeys(keys: KeysInput, context: z.core.$RefinementCtx): void {
  for (const [action, value] of Object.entries(keys)) {
    if (!KEY_ACTIONS.some((known) => known === action)) {
      const hint = didYouMean(action, KEY_ACTIONS);
      const message = `unknown action${hint}; allowed: ${KEY_ACTIONS.join(", ")}`;
      context.addIssue({ code: "custom", message, path: [action] });
      continue;
    }
    for (const key of [value].flat()) {
      const fault = findFault(key);
      if (fault !== null) context.addIssue({ code: "custom", message: fault, path: [action] });
    }
  }
}

function findFault(key: string): string | null {
  if (parseKeyName(key) !== null) return null;
  if (key.toLowerCase() === "ctrl-c") return "ctrl-c always quits; allowed: another key";
  const hint = didYouMean(key, KEY_WORDS);
  return `found ${describeValue(key)}${hint}; allowed: ${KEY_NAMES_TEXT}`;
}

/** The keys of a checked file, by the names the screen knows them by. */
export function toKeyMap(keys: KeysInput): KeyMap {
  const entries = KEY_ACTIONS.flatMap((action) => {
    const names = [keys[action] ?? []].flat().flatMap((key) => parseKeyName(key) ?? []);
    return names.length === 0 ? [] : [[action, [...new Set(names)]] as const];
  });
  return Object.fromEntries(entries);
}
