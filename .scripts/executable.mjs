// Makes one executable file of cimon and Node, `build/cimon`, for machines that have neither. It takes a Node that
// builds such files by itself (25.5 and later): npx --package=node@26 -- npm run executable
import { execFileSync } from "node:child_process";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { root, shipped } from "./bundle-options.mjs";

const path = (name) => new URL(name, root).pathname;
const folder = path("build");

await rm(folder, { recursive: true, force: true });
await mkdir(folder);
await build({
  ...shipped,
  // Nothing is installed beside it.
  external: [],
  stdin: {
    contents: 'import { main } from "./src/cli/main.ts";\nawait main(process.argv.slice(2));',
    resolveDir: path("."),
    loader: "ts",
  },
  outfile: `${folder}/cimon.mjs`,
});
// What `cimon serve` hands to browsers lies beside the file.
await cp(path("dist/assets"), `${folder}/assets`, { recursive: true });
const config = { main: "cimon.mjs", mainFormat: "module", output: "cimon" };
await writeFile(
  `${folder}/sea.json`,
  JSON.stringify({ ...config, disableExperimentalSEAWarning: true }),
);
execFileSync(process.execPath, ["--build-sea", "sea.json"], { cwd: folder, stdio: "inherit" });
await Promise.all(["cimon.mjs", "sea.json"].map((file) => rm(`${folder}/${file}`)));
