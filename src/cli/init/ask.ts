import { checkUrl } from "../../config/check-url.ts";
import { cleanText } from "../../model/clean-text.ts";
import type { PickItem } from "../../ui/pick/compose-pick.ts";
import type { RowStyle } from "../../ui/table/row-style.ts";
import { askPerson } from "../ask-person.ts";
import { type Io, note } from "../io.ts";

/** A question with a list of answers. */
export interface Choice {
  readonly title: string;
  readonly items: readonly PickItem[];
  readonly chosen: readonly number[];
  readonly isMultiple: boolean;
}

/** Thrown where a person does not want to go on; nothing has been written then. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}

/** Lets a person choose from a list; throws {@link Cancelled}. */
export async function choose(choice: Choice, style: RowStyle, io: Io): Promise<readonly number[]> {
  const { runPick } = await import("../../ui/run-pick.tsx");
  const { stdin, stdout, signal } = io;
  const chosen = await runPick({ ...choice, style }, { stdin, stdout, signal });
  signal.throwIfAborted();
  if (chosen === null) throw new Cancelled("not wanted");
  return chosen;
}

/** Asks for one line; throws {@link Cancelled} at ctrl-c and at the end of input. */
export async function askLine(question: string, io: Io): Promise<string> {
  const answer = await askPerson(question, io);
  if (answer === null) throw new Cancelled("not wanted");
  return cleanText(answer);
}

/** Asks for the address of a server until it is one. */
export async function askUrl(question: string, io: Io): Promise<string> {
  for (;;) {
    const url = await askLine(question, io);
    const fault = checkUrl(url);
    if (fault === null) return url;
    note(io, `cimon: ${fault}`);
  }
}
