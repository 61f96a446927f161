#!/usr/bin/env node
import module from "node:module";

// Absent before Node 22: the second start compiles nothing any more.
module.enableCompileCache?.();
const argv = process.argv.slice(2);
// A status bar starts it every two seconds: one small file is loaded for that, if it can be.
const isDone = argv[0] === "status" && (await (await import("../dist/quick.js")).runQuickly(argv));
if (!isDone) await (await import("../dist/cimon.js")).main(argv);
