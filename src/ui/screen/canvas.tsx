import { Box, Transform, useIsScreenReaderEnabled } from "ink";
import type { ReactElement } from "react";
import type { Painter } from "../paint/painter.ts";
import { Line } from "./line.tsx";
import type { ScreenLine } from "./screen-style.ts";

/** What a frame is drawn from. */
interface CanvasProps {
  readonly lines: readonly ScreenLine[];
  /** The columns they were composed for. */
  readonly columns: number;
  /** The lines of the terminal that are taken. */
  readonly height: number;
  readonly ellipsis: string;
  /** Paints the frame where there is a terminal to look at; without it Ink draws. */
  readonly painter: Painter | undefined;
}

/** Draws a frame. What a screen reader says is Ink's own matter, line by line. */
export function Canvas({ lines, columns, height, ellipsis, painter }: CanvasProps): ReactElement {
  const isSpoken = useIsScreenReaderEnabled();
  if (painter && !isSpoken) {
    // Ink calls this whenever it draws, and draws nothing itself.
    const hand = () => {
      painter.show({ lines: lines.map(({ text }) => text), columns });
      return "";
    };
    return <Transform transform={hand}> </Transform>;
  }
  return (
    <Box flexDirection="column" width={columns} height={height}>
      {lines.map(({ key, text, label }) => (
        <Line key={key} text={text} label={label} width={columns} ellipsis={ellipsis} />
      ))}
    </Box>
  );
}
