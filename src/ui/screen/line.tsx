import { stripVTControlCharacters } from "node:util";
import { Transform, useStdout } from "ink";
import { memo, type ReactElement } from "react";
import { clip } from "./screen-style.ts";

/** What a line is drawn from. */
interface LineProps {
  readonly text: string;
  readonly label: string | undefined;
  /** The columns it was composed for. */
  readonly width: number;
  readonly ellipsis: string;
}

/**
 * One finished line. Ink lays out a blank and this puts the text in its place, which costs half of
 * what Ink takes to read the colours again. Ink draws the old lines once more when the terminal has
 * become narrower; they are cut then, for a wrapped line would spoil the screen.
 */
export const Line = memo(function Line({ text, label, width, ellipsis }: LineProps): ReactElement {
  const { stdout } = useStdout();
  const draw = () => {
    const columns =
      "columns" in stdout && Number(stdout.columns) > 0 ? Number(stdout.columns) : width;
    return columns < width ? clip(text, columns, ellipsis) : text;
  };
  return (
    <Transform transform={draw} accessibilityLabel={label ?? stripVTControlCharacters(text)}>
      {" "}
    </Transform>
  );
});
