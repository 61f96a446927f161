import { measureWidth } from "../../model/text-width.ts";
import { clip, type ScreenLine, type ScreenStyle } from "../screen/screen-style.ts";
import { fitText } from "../table/fit-text.ts";
import type { FormField, FormView } from "./form-view.ts";

const LONGEST_LABEL = 28;
/** From here on what each field is for has a place beside it. */
const ROOMY = 100;
const VALUE_WIDTH = 44;

/** Composes the form for a new run in `height` lines, its fields around the one being filled in. */
export function composeForm(
  view: FormView,
  height: number,
  style: ScreenStyle,
): readonly ScreenLine[] {
  const { theme, glyphs, width } = style;
  const { fields, at, problem } = view;
  const field = fields[at];
  const remark =
    problem === null
      ? theme.quiet(`   ${width < ROOMY ? (field?.description ?? "") : ""}`.trimEnd())
      : theme.alert(` ${glyphs.status.warning} ${problem.text}`);
  const isLow = height < fields.length + 4;
  const blank = isLow ? [] : [{ key: "form blank", text: "" }];
  const room = Math.max(1, height - 2 - 2 * blank.length);
  const from = Math.max(0, Math.min(at - Math.floor(room / 2), fields.length - room));
  const labelWidth = Math.min(LONGEST_LABEL, Math.max(...fields.map(measureLabel)));
  const lines = fields.slice(from, from + room).map((one, index) => ({
    key: `form ${one.id}`,
    text: composeField(one, from + index === at, labelWidth, style),
    label: describeField(one, from + index === at),
  }));
  return [
    { key: "form title", text: clip(composeTitle(view, style), width, glyphs.ellipsis) },
    ...blank,
    ...lines,
    ...blank.map(({ text }) => ({ key: "form gap", text })),
    { key: "form remark", text: clip(remark, width, glyphs.ellipsis) },
  ];
}

function composeTitle({ run, marked }: FormView, { theme, glyphs }: ScreenStyle): string {
  const others = marked?.others ?? [];
  if (others.length === 0) {
    return ` ${theme.strong(`New run of ${run.repo} ${run.workflow}`)}  ${theme.quiet(run.branch)}`;
  }
  const names = [run, ...others].map(
    ({ repo, workflow, branch }) => `${repo} ${workflow} ${branch}`,
  );
  const all = theme.quiet(names.join(` ${glyphs.dot} `));
  return ` ${theme.strong(`${names.length} new runs`)}  ${all}`;
}

function measureLabel({ label, isRequired }: FormField): number {
  return measureWidth(label) + (isRequired ? 2 : 0);
}

function composeField(
  field: FormField,
  isSelected: boolean,
  labelWidth: number,
  style: ScreenStyle,
): string {
  const { theme, glyphs, width } = style;
  const name = field.isRequired ? `${field.label} *` : field.label;
  const label = fitText(name, labelWidth, glyphs.ellipsis, "middle");
  const bar = isSelected ? theme.accent(glyphs.selection) : " ";
  const lead = `${bar}  ${isSelected ? theme.strong(label) : label}  `;
  const hasPlace = width >= ROOMY && field.description !== null;
  const room = Math.max(1, hasPlace ? VALUE_WIDTH : width - measureWidth(lead) - 1);
  const value = composeValue(field, isSelected, room, style);
  if (!hasPlace) return clip(`${lead}${value}`, width, glyphs.ellipsis);
  const gap = " ".repeat(Math.max(0, room - measureWidth(value)) + 2);
  const about = theme.quiet(field.description ?? "");
  return clip(`${lead}${value}${gap}${about}`, width, glyphs.ellipsis);
}

function composeValue(
  field: FormField,
  isSelected: boolean,
  room: number,
  style: ScreenStyle,
): string {
  const { theme, glyphs, ascii } = style;
  const { letters, cursor } = field.value;
  const { choices } = field;
  if (choices.length > 0) {
    const [before, after] = ascii ? ["<", ">"] : ["‹", "›"];
    const place = `${choices.indexOf(letters.join("")) + 1} of ${choices.length}`;
    const word = clip(showChoice(field), Math.max(1, room - place.length - 6), glyphs.ellipsis);
    if (!isSelected) return `  ${word}`;
    return `${theme.accent(before)} ${theme.strong(word)} ${theme.accent(after)}  ${theme.quiet(place)}`;
  }
  const shown = field.type === "secret" ? letters.map(() => (ascii ? "*" : "•")) : letters;
  if (!isSelected) {
    const empty = field.kind === "variable" ? "NAME=value" : glyphs.dash;
    return letters.length === 0
      ? `  ${theme.quiet(empty)}`
      : `  ${clip(shown.join(""), room - 2, glyphs.ellipsis)}`;
  }
  return `  ${composeTyped(shown, cursor, room - 2, style)}`;
}

// The window of the letters that ends with the cursor, where all of them have no room.
function composeTyped(
  letters: readonly string[],
  cursor: number,
  room: number,
  { theme, glyphs }: ScreenStyle,
): string {
  let from = 0;
  while (from < cursor && measureWidth(letters.slice(from, cursor).join("")) > room - 2) from += 1;
  const before = letters.slice(from, cursor).join("");
  const under = theme.cursor(letters[cursor] ?? " ");
  return clip(`${before}${under}${letters.slice(cursor + 1).join("")}`, room, glyphs.ellipsis);
}

function showChoice({ type, value }: FormField): string {
  const text = value.letters.join("");
  if (type !== "boolean") return text;
  return text === "true" ? "yes" : "no";
}

function describeField(field: FormField, isSelected: boolean): string {
  const value =
    field.type === "secret" ? `${field.value.letters.length} letters` : showChoice(field);
  const needed = field.isRequired ? ", required" : "";
  return `${isSelected ? "selected: " : ""}${field.label}: ${value}${needed}`;
}
