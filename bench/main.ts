import { cpus } from "node:os";
import { parseArgs } from "node:util";
import type { Bench, BenchRow } from "./bench-row.ts";
import { benchBigLog } from "./big-log.ts";
import { benchBytes } from "./bytes.ts";
import { benchHeap } from "./heap.ts";
import { benchFiftyRepos, benchThousandRepos } from "./hours.ts";
import { benchIdle } from "./idle.ts";
import { benchJenkins } from "./jenkins-poll.ts";
import { benchKeys } from "./keys.ts";
import { benchLists } from "./lists.ts";
import { benchSockets } from "./sockets.ts";
import { benchStart } from "./start.ts";
import { formatTable } from "./table.ts";
import { benchUnchanged } from "./unchanged.tsx";
import { benchWatch } from "./watch.ts";

const BENCHES: readonly Bench[] = [
  benchWatch,
  benchLists,
  benchFiftyRepos,
  benchThousandRepos,
  benchStart,
  benchKeys,
  benchBytes,
  benchIdle,
  benchHeap,
  benchJenkins,
  benchUnchanged,
  benchBigLog,
  benchSockets,
];

const { values } = parseArgs({ options: { only: { type: "string", multiple: true } } });
const names = BENCHES.map(({ name }) => name);
const wanted = values.only ?? names;
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`bench: no ${unknown.join(", ")}; there are ${names.join(", ")}`);
  process.exit(2);
}

const rows: BenchRow[] = [];
for (const bench of BENCHES) {
  if (!wanted.includes(bench.name)) continue;
  const startedMs = performance.now();
  try {
    rows.push(...(await bench.run()));
  } catch (error) {
    console.error(error);
    const [measured = ""] = String(error).split("\n");
    rows.push({ what: bench.name, measured, goal: "to be measured", verdict: "over" });
  }
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  console.error(`${bench.name}: ${seconds} s`);
}
console.log(
  `\nNode ${process.version}, ${cpus().length} cores, ${process.platform} ${process.arch}\n`,
);
console.log(formatTable(rows));
process.exit(rows.some(({ verdict }) => verdict === "over") ? 1 : 0);
