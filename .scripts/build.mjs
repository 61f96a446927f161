// Bundles src into dist: production React, and one chunk for each thing that only some commands need. Then
// writes the JSON schema of the configuration, which editors find by `$schema`, the help and the manual page.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { keepApart, root, shipped } from "./bundle-options.mjs";
import { loadSource } from "./load-source.mjs";
import { loadTogether } from "./load-together.mjs";
import { trimFiles } from "./trim-files.mjs";

const path = (name) => new URL(name, root).pathname;

/** What two bundles use, each a file of its own. */
const COMMON = { picomatch: "globs", "@leeoniya/ufuzzy": "fuzzy" };

/** What several files of the providers use, besides what all commands do. */
const SHARED = [
  "http/call-sdk",
  "http/fetch-end",
  "http/feed-sink",
  "model/log-cut",
  "model/log-part",
  "model/access",
  "providers/github/read-json",
];

const program = {
  ...shipped,
  outdir: "dist",
  write: false,
  entryPoints: { cimon: "src/cli/main.ts" },
  splitting: true,
  chunkNames: "[hash]",
  plugins: [keepApart(COMMON), ...shipped.plugins],
};
// A start reads few files: what every command has, what the providers share, what is printed, the keys, what is drawn.
const together = await loadTogether(program, [
  ["src/cli/main.ts", "src/cli/commands/list.ts", ...SHARED.map((name) => `src/${name}.ts`)],
  ["src/cli/list/print-poll.ts"],
  ["src/ui/keys/remap-keys.ts"],
  ["src/cli/commands/watch.ts", "src/ui/run-screen.ts"],
  ["src/ui/run-live.tsx"],
]);
const { outputFiles: files } = await build({
  ...program,
  plugins: [together, ...program.plugins],
});
// Each by itself, for every chunk is a file more to open; what only a filter needs is left to its own file.
const { outputFiles: quickFiles } = await build({
  ...shipped,
  outdir: "dist",
  write: false,
  entryPoints: {
    quick: "src/cli/quick-main.ts",
    about: "src/cli/about-main.ts",
    narrowed: "src/cli/status/count-narrowed.ts",
    globs: "picomatch",
    fuzzy: "@leeoniya/ufuzzy",
  },
  plugins: [keepApart({ ...COMMON, "./count-narrowed.ts": "narrowed" }), ...shipped.plugins],
});

// What `cimon serve` hands to browsers, gzipped: its own script and style, and htmx as its makers ship it.
const { outputFiles: pageFiles } = await build({
  absWorkingDir: path("."),
  entryPoints: ["page.ts", "style.css"].map((file) => `src/server/browser/${file}`),
  outdir: "dist/assets",
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome117", "firefox121", "safari16.4"],
  legalComments: "none",
  write: false,
});

// Only a build that succeeded takes the place of the last one.
await rm(path("dist"), { recursive: true, force: true });
await mkdir(path("dist/assets"), { recursive: true });
await Promise.all([
  ...trimFiles([...files, ...quickFiles]).map((file) => writeFile(file.path, file.text)),
  ...pageFiles.map((file) => writeAsset(basename(file.path), file.contents)),
  copyAsset("icon.svg", "src/server/browser/icon.svg"),
  copyAsset("htmx.js", "node_modules/htmx.org/dist/htmx.min.js"),
  copyAsset("htmx-ws.js", "node_modules/htmx-ext-ws/dist/ws.min.js"),
]);

function writeAsset(name, contents) {
  return writeFile(path(`dist/assets/${name}`), pack(contents));
}

function pack(contents) {
  return gzipSync(contents, { level: 9 });
}

async function copyAsset(name, from) {
  await writeAsset(name, await readFile(path(from)));
}

const { createJsonSchema } = await loadSource("src/config/json-schema.ts");
await writeFile(path("schema.json"), `${JSON.stringify(createJsonSchema())}\n`);

const { buildHelp } = await loadSource("src/cli/help/build-help.ts");
await writeFile(path("dist/help.txt"), buildHelp());

const { buildManPage } = await loadSource("src/cli/help/build-man-page.ts");
await rm(path("man"), { recursive: true, force: true });
await mkdir(path("man"));
await writeFile(path("man/cimon.1.gz"), pack(buildManPage()));
