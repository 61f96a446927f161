// Draws the pictures of docs/ from the real screen: the demo in a real terminal, read cell by cell.
// `npm run picture -- NAME …` draws those alone.
import { mkdir, writeFile } from "node:fs/promises";
import headless from "@xterm/headless";
import { spawn } from "node-pty";
import { drawTerminal } from "./draw-terminal.mjs";

const ENTER = "\r";
const SEED = "7";
const PATIENCE_MS = 40_000;

/**
 * Each picture: its size, the keys that lead there and, after each, what must be on the screen before
 * the next one.
 */
const PICTURES = [
  { name: "screen", columns: 140, rows: 26, label: "cimon in a terminal", keys: ["jjj"] },
  { name: "table-160", columns: 160, rows: 30, label: "The table, 160 columns", keys: [] },
  { name: "table-100", columns: 100, rows: 24, label: "The table, 100 columns", keys: [] },
  { name: "table-60", columns: 60, rows: 20, label: "The table, 60 columns", keys: [] },
  { name: "table-40", columns: 40, rows: 14, label: "The table, 40 columns", keys: [] },
  {
    name: "preview",
    columns: 190,
    rows: 30,
    label: "The selected run beside the rows",
    keys: [],
    wait: /why \w/u,
  },
  {
    name: "run",
    columns: 120,
    rows: 30,
    label: "An open run",
    keys: [
      ["/status:failed\r", /\/ status:failed/u],
      [ENTER, /why \w/u],
    ],
  },
  {
    name: "log",
    columns: 120,
    rows: 30,
    label: "A log",
    keys: [
      ["/status:failed\r", /\/ status:failed/u],
      [ENTER, /why \w/u],
      [ENTER, /\d+ lines/u],
    ],
  },
  {
    name: "picker",
    columns: 100,
    rows: 24,
    label: "Choosing a repository",
    keys: [["f", /repositor/u]],
  },
  { name: "help", columns: 120, rows: 40, label: "The keys", keys: [["?", /next row/u]] },
];

async function openDemo({ columns, rows }) {
  // Both would take the colours away.
  const { CI: _ci, NO_COLOR: _noColor, ...env } = process.env;
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
  const pty = spawn(process.execPath, ["bin/cimon.js", "demo", "--seed", SEED], {
    name: "xterm-256color",
    cols: columns,
    rows,
    env: { ...env, TERM: "xterm-256color", COLORTERM: "truecolor" },
  });
  pty.onData((data) => terminal.write(data));
  return { terminal, pty };
}

function readText({ rows, buffer: { active } }) {
  return Array.from({ length: rows }, (_, row) =>
    active.getLine(active.viewportY + row)?.translateToString(true),
  ).join("\n");
}

async function waitFor(terminal, pattern) {
  const untilMs = performance.now() + PATIENCE_MS;
  while (!pattern.test(readText(terminal))) {
    if (performance.now() > untilMs) throw new Error(`no ${pattern} in\n${readText(terminal)}`);
    await rest(50);
  }
}

const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function draw(picture) {
  const { terminal, pty } = await openDemo(picture);
  try {
    await waitFor(terminal, /\d+\/\d+$/mu);
    // Every source has answered, and the counts stand.
    await rest(8_000);
    for (const key of picture.keys) {
      const [keys, pattern] = typeof key === "string" ? [key, /./u] : key;
      pty.write(keys);
      await waitFor(terminal, pattern);
      await rest(500);
    }
    if (picture.wait) await waitFor(terminal, picture.wait);
    await writeFile(`docs/${picture.name}.svg`, drawTerminal(terminal, picture.label));
  } finally {
    pty.kill("SIGKILL");
  }
}

const asked = process.argv.slice(2);
await mkdir("docs", { recursive: true });
for (const picture of PICTURES) {
  if (asked.length > 0 && !asked.includes(picture.name)) continue;
  await draw(picture);
  console.log(`docs/${picture.name}.svg`);
}
process.exit(0);
