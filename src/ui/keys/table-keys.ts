import type { KeyBinding, KeyContext } from "./key-binding.ts";

const TABLE: readonly KeyContext[] = ["table"];

/** The keys that arrange the table. */
export const TABLE_KEYS: readonly KeyBinding[] = [
  { contexts: TABLE, keys: ["s"], action: "sort", help: "sort by the next column" },
  { contexts: TABLE, keys: ["S"], action: "reverse", help: "reverse the order" },
  {
    contexts: TABLE,
    keys: ["z"],
    action: "group",
    help: "group by the next thing, or not",
  },
  { contexts: TABLE, keys: ["Z"], action: "fold-all", help: "fold all groups, or open them" },
  {
    contexts: TABLE,
    keys: ["left"],
    action: "collapse",
    help: "fold the group",
    foot: { label: "fold", keys: ["left", "right"] },
    needs: "header",
  },
  { contexts: TABLE, keys: ["right"], action: "expand", help: "open the group" },
  { contexts: TABLE, keys: ["p"], action: "pin", help: "pin the row to the top" },
  { contexts: TABLE, keys: ["m"], action: "mute", help: "mute the row until it passes" },
];
