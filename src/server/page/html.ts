import { escapeMarkup } from "../escape-markup.ts";

/** Markup that is safe to send: every text in it was escaped. */
export interface Html {
  readonly html: string;
}

/** What can stand in markup; null and false leave nothing. */
export type Part = string | number | Html | null | false | readonly Part[];

/** Writes markup as a template: every text put into it is escaped, markup made by this stays. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = strings[0] ?? "";
  for (const [index, part] of parts.entries()) text += render(part) + (strings[index + 1] ?? "");
  return { html: text };
}

function render(part: Part): string {
  if (part === null || part === false) return "";
  if (typeof part === "string") return escapeMarkup(part);
  if (typeof part === "number") return String(part);
  return "html" in part ? part.html : part.map(render).join("");
}
