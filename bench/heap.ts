import { spawn } from "node:child_process";
import { join } from "node:path";
import { type Bench, limitRow } from "./bench-row.ts";
import type { HeapFigures } from "./heap-child.ts";

const MOST_GROWTH_MB = 5;

/** The store and the screen over many updates, in a process of their own. */
export const benchHeap: Bench = {
  name: "heap",
  async run() {
    const figures = await runChild();
    const { before, after, updates, rows, msAnUpdate } = figures;
    const growth = after - before;
    return [
      limitRow(
        `heap over ${updates.toLocaleString("en")} updates of ${rows.toLocaleString("en")} rows`,
        growth,
        MOST_GROWTH_MB,
        {
          measured: `${growth >= 0 ? "+" : ""}${growth.toFixed(1)} MB (${before.toFixed(0)} → ${after.toFixed(0)})`,
          goal: `flat: +${MOST_GROWTH_MB} MB at most`,
        },
      ),
      {
        what: "a burst of 50 updates that changes every visible row, to its frame",
        measured: `${msAnUpdate.toFixed(1)} ms`,
        goal: "",
        verdict: "note",
      },
    ];
  },
};

function runChild(): Promise<HeapFigures> {
  const child = spawn(
    process.execPath,
    ["--expose-gc", join(import.meta.dirname, "heap-child.mjs")],
    { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, NODE_ENV: "production" } },
  );
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part) => {
    text += part;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(JSON.parse(text));
      else reject(new Error(`the heap's process ended with ${code}`));
    });
  });
}
