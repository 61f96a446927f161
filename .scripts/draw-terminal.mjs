// Draws what a terminal emulator shows as SVG, cell by cell.
const CELL_WIDTH = 8.4;
const LINE_HEIGHT = 18;
const PADDING = 12;

// The sixteen colours of a common dark theme; the rest of the 256 are computed.
const BASE =
  "1d1f21 cc6666 8abf6a e6b450 6f9fd8 b294bb 6fb8b0 c5c8c6 767a80 e07a7a a3d38a f0c674 8fb6e8 c9a9d1 8fd0c8 ffffff".split(
    " ",
  );

function toColour(index) {
  if (index < 16) return `#${BASE[index]}`;
  if (index >= 232) return `#${(8 + (index - 232) * 10).toString(16).padStart(2, "0").repeat(3)}`;
  const level = (value) => (value === 0 ? 0 : 55 + value * 40).toString(16).padStart(2, "0");
  const cube = index - 16;
  return `#${level(Math.floor(cube / 36))}${level(Math.floor(cube / 6) % 6)}${level(cube % 6)}`;
}

function readColour(isDefault, isRgb, value, fallback) {
  if (isDefault) return fallback;
  return isRgb ? `#${value.toString(16).padStart(6, "0")}` : toColour(value);
}

function escapeXml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function drawLine(line, row, columns) {
  const texts = [];
  const boxes = [];
  for (let column = 0; column < columns; column += 1) {
    const cell = line?.getCell(column);
    if (!cell || cell.getWidth() === 0) continue;
    const swap = cell.isInverse() !== 0;
    const front = readColour(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor(), "#c5c8c6");
    const back = readColour(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor(), "#1d1f21");
    const [ink, paper] = swap ? [back, front] : [front, back];
    const x = (PADDING + column * CELL_WIDTH).toFixed(1);
    const y = PADDING + row * LINE_HEIGHT;
    if (paper !== "#1d1f21") {
      const width = (cell.getWidth() * CELL_WIDTH + 0.2).toFixed(1);
      boxes.push(
        `<rect x="${x}" y="${y}" width="${width}" height="${LINE_HEIGHT}" fill="${paper}"/>`,
      );
    }
    const text = cell.getChars();
    if (text.trim() === "") continue;
    const look = `${cell.isBold() ? ' font-weight="bold"' : ""}${cell.isDim() ? ' opacity="0.6"' : ""}`;
    texts.push({ column, y: y + 13.5, ink, look, text, width: cell.getWidth() });
  }
  return boxes.join("") + joinRuns(texts).map(drawText).join("");
}

/** Neighbouring cells of one look become one text element. */
function joinRuns(cells) {
  const runs = [];
  for (const cell of cells) {
    const last = runs.at(-1);
    const follows = last && last.column + last.width === cell.column;
    if (follows && last.ink === cell.ink && last.look === cell.look) {
      last.text += cell.text;
      last.width += cell.width;
    } else runs.push({ ...cell });
  }
  return runs;
}

function drawText({ column, y, ink, look, text, width }) {
  const x = (PADDING + column * CELL_WIDTH).toFixed(1);
  const length = (width * CELL_WIDTH).toFixed(1);
  return `<text x="${x}" y="${y}" fill="${ink}"${look} textLength="${length}">${escapeXml(text)}</text>`;
}

/** The whole screen of a terminal as the text of an SVG file. */
export function drawTerminal(terminal, label) {
  const { cols, rows, buffer } = terminal;
  const width = Math.ceil(2 * PADDING + cols * CELL_WIDTH);
  const height = 2 * PADDING + rows * LINE_HEIGHT;
  const lines = Array.from({ length: rows }, (_, row) =>
    drawLine(buffer.active.getLine(buffer.active.viewportY + row), row, cols),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14" xml:space="preserve" role="img" aria-label="${escapeXml(label)}"><rect width="100%" height="100%" rx="8" fill="#1d1f21"/>${lines.join("\n")}</svg>\n`;
}
