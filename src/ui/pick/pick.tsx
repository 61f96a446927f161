import { Text, useInput, usePaste, useWindowSize } from "ink";
import { type ReactElement, useMemo, useRef, useState } from "react";
import { createFuzzySearch } from "../../model/fuzzy.ts";
import { readKeys } from "../keys/read-key.ts";
import { readInput } from "../state/text-input.ts";
import type { RowStyle } from "../table/row-style.ts";
import { composePick, type PickItem } from "./compose-pick.ts";
import { readPickKey } from "./read-pick-key.ts";
import {
  type PickAction,
  type PickState,
  reducePick,
  startPick,
  takePicked,
} from "./reduce-pick.ts";

/** What is chosen from, and how. */
export interface PickProps {
  readonly title: string;
  readonly items: readonly PickItem[];
  /** Indexes of what is chosen at the start. */
  readonly chosen: readonly number[];
  readonly isMultiple: boolean;
  readonly style: RowStyle;
  /** Called with the indexes chosen, or null where it was cancelled. */
  readonly onEnd: (chosen: readonly number[] | null) => void;
}

/** A list to choose from: what is typed narrows it, space takes an entry in or out. */
export function Pick(props: PickProps): ReactElement {
  const { title, items, chosen, isMultiple, style, onEnd } = props;
  const { columns, rows } = useWindowSize();
  const search = useMemo(createFuzzySearch, []);
  const labels = useMemo(() => items.map((item) => item.label), [items]);
  const [state, setState] = useState(() => startPick(chosen));
  // Several keys may come in one go, each acting on what the last one made.
  const latest = useRef(state);
  const list = ({ input }: PickState) => search.rank(labels, readInput(input));

  function act(action: PickAction): void {
    latest.current = reducePick(latest.current, action, list(latest.current));
    setState(latest.current);
  }

  function hear(name: string): void {
    const now = latest.current;
    if (name === "ctrl-c") onEnd(null);
    else if (name === "return") finish(takePicked(now, list(now)));
    else if (name !== "escape") {
      const action = readPickKey(name);
      if (action !== null) act(action);
    } else if (now.input.letters.length > 0) act({ type: "edit", edit: "erase-line" });
    else onEnd(null);
  }

  function finish(indexes: readonly number[]): void {
    if (indexes.length > 0) onEnd(isMultiple ? indexes : indexes.slice(0, 1));
  }

  function hearText(text: string): void {
    // No name holds a space.
    for (const part of text.split(/( )/u)) {
      if (part === " " && isMultiple) act({ type: "toggle" });
      else if (part !== "") act({ type: "type", text: part });
    }
  }

  useInput((input, key) => {
    for (const heard of readKeys(input, key)) {
      if (heard.kind === "key") hear(heard.name);
      else hearText(heard.text);
    }
  });
  usePaste((text) => act({ type: "type", text: text.trim() }));

  const view = { title, items, shown: list(state), isMultiple, width: columns, height: rows };
  return <Text>{composePick(state, view, style).join("\n")}</Text>;
}
