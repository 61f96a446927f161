#!/usr/bin/env node
import module from "node:module";

// Absent before Node 22: the second start compiles nothing any more.
module.enableCompileCache?.();
const argv = process.argv.slice(2);
if (!(await runQuickly())) await (await import("../dist/cimon.js")).main(argv);

/** One small file is loaded for what a status bar asks every two seconds, and for help, if it will do. */
async function runQuickly() {
  const [first] = argv;
  if (first === "status") return (await import("../dist/quick.js")).runQuickly(argv);
  const isAbout = argv.length === 1 && /^(?:-h|--help|-V|--version)$/.test(first);
  return isAbout && (await import("../dist/about.js")).tellAbout(first);
}
