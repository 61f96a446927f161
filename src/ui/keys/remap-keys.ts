import {
  KEY_ACTIONS,
  type KeyConflict,
  type KeyMap,
  type NamedAction,
} from "../../model/key-actions.ts";
import type { KeyAction, KeyBinding, KeyContext } from "./key-binding.ts";
import { KEY_TABLE } from "./key-table.ts";

const NAMED: ReadonlySet<KeyAction> = new Set(KEY_ACTIONS);

/** Where the keys are a person's own; elsewhere they are letters, or answers that a question names. */
const REMAPPED: ReadonlySet<KeyContext> = new Set(["table", "help", "run", "log"]);

/** The table with a person's keys in place of the built-in ones; help, footer and behaviour follow it. */
export function remapKeys(keys: KeyMap): readonly KeyBinding[] {
  return KEY_TABLE.map((binding) => {
    const own = findOwnKeys(binding, keys);
    const { foot } = binding;
    const footKeys = foot?.keys?.map((key) => translateKey(key, binding, keys));
    const shown = footKeys && foot ? { foot: { ...foot, keys: footKeys } } : {};
    return own === null ? { ...binding, ...shown } : { ...binding, keys: own, ...shown };
  });
}

/** Where a person's keys would mean two things in one place, both of them named. */
export function findKeyConflicts(keys: KeyMap): readonly KeyConflict[] {
  const table = remapKeys(keys);
  const conflicts: KeyConflict[] = [];
  for (const action of KEY_ACTIONS) {
    for (const key of keys[action] ?? []) {
      const other = findRival(table, action, key);
      // Two of the configuration's own are told of once, at the second.
      if (other === null || (isMapped(other.action, keys) && isBefore(action, other.action)))
        continue;
      const also = isMapped(other.action, keys) ? "also" : "already";
      const message = `"${key}" ${also} means "${other.action}" (${other.help}); allowed: a key that is free, or another one for "${other.action}" too`;
      conflicts.push({ action, message });
    }
  }
  return conflicts;
}

/** True for a binding whose keys the configuration can replace. */
export function isRemappable({ contexts, action }: KeyBinding): boolean {
  return NAMED.has(action) && contexts.every((context) => REMAPPED.has(context));
}

function findOwnKeys(binding: KeyBinding, keys: KeyMap): readonly string[] | null {
  return (isRemappable(binding) && keys[binding.action as NamedAction]) || null;
}

// A key that is shown for another action's sake is shown as that action's.
function translateKey(key: string, { contexts }: KeyBinding, keys: KeyMap): string {
  const owner = KEY_TABLE.find(
    (one) => one.keys.includes(key) && one.contexts.some((context) => contexts.includes(context)),
  );
  return (owner && findOwnKeys(owner, keys)?.[0]) ?? key;
}

function findRival(
  table: readonly KeyBinding[],
  action: NamedAction,
  key: string,
): KeyBinding | null {
  const places = table
    .filter((one) => one.action === action && isRemappable(one))
    .flatMap(({ contexts }) => contexts);
  const rival = table.find(
    (one) =>
      one.action !== action &&
      one.keys.includes(key) &&
      one.contexts.some((context) => places.includes(context)),
  );
  return rival ?? null;
}

function isMapped(action: KeyAction, keys: KeyMap): boolean {
  return NAMED.has(action) && keys[action as NamedAction] !== undefined;
}

function isBefore(action: NamedAction, other: KeyAction): boolean {
  const order: readonly KeyAction[] = KEY_ACTIONS;
  return order.indexOf(action) < order.indexOf(other);
}
