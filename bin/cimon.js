#!/usr/bin/env node
import { main } from "../dist/cimon.js";

await main(process.argv.slice(2));
