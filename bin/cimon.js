#!/usr/bin/env node
import module from "node:module";

// Absent before Node 22: the second start compiles nothing any more.
module.enableCompileCache?.();
const { main } = await import("../dist/cimon.js");
await main(process.argv.slice(2));
