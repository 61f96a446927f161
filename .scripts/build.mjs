// Bundles src into dist: production React, and one chunk for each thing that only some commands need. Then
// writes the JSON schema of the configuration, which editors find by `$schema`, and the manual page.
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const root = new URL("..", import.meta.url);
const path = (name) => new URL(name, root).pathname;

/**
 * What is imported but never used, bundled as nothing: Ink's development tools (left external they
 * would crash at start), zod's sentences in fifty languages, and the YAML parser of cosmiconfig's
 * own loaders, which ours replace.
 */
const UNUSED = /^(?:react-devtools-core|js-yaml|\.\.\/locales\/index\.js)$/;

const dropUnused = {
  name: "drop-unused",
  setup(bundler) {
    bundler.onResolve({ filter: UNUSED }, () => ({ path: "empty", namespace: "empty" }));
    bundler.onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "export default {}" }));
  },
};

/** Of `rate-limiter-flexible` two classes are used, of yaml its ES modules, and one picomatch is enough. */
const takeLess = {
  name: "take-less",
  setup(bundler) {
    const resolveDir = path(".");
    const from = (name) => bundler.resolve(name, { kind: "import-statement", resolveDir });
    bundler.onResolve({ filter: /^picomatch-browser$/ }, () => from("picomatch"));
    bundler.onResolve({ filter: /^yaml$/ }, () => ({
      path: path("node_modules/yaml/browser/dist/index.js"),
    }));
    bundler.onResolve({ filter: /^rate-limiter-flexible$/ }, () => ({
      path: "limiters",
      namespace: "limiters",
    }));
    bundler.onLoad({ filter: /.*/, namespace: "limiters" }, () => ({
      contents: ["RateLimiterQueue", "RateLimiterMemory"]
        .map((name) => `export { default as ${name} } from "rate-limiter-flexible/lib/${name}.js";`)
        .join("\n"),
      resolveDir,
    }));
  },
};

/**
 * What stays a dependency of its own: servers and network stacks, whose security fixes must reach people
 * without a release of ours, and which only some commands load.
 */
const { dependencies } = JSON.parse(await readFile(path("package.json"), "utf8"));
const external = Object.keys(dependencies);

const shipped = {
  absWorkingDir: path("."),
  outdir: "dist",
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  minify: true,
  legalComments: "none",
  define: {
    "process.env.NODE_ENV": '"production"',
    "process.env.DEV": '"false"',
  },
  // CommonJS packages in the bundle ask for Node's own modules through `require`.
  banner: {
    js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
  },
  charset: "utf8",
  external,
  plugins: [dropUnused, takeLess],
  write: false,
};

const { outputFiles: files } = await build({
  ...shipped,
  entryPoints: { cimon: "src/cli/main.ts" },
  splitting: true,
});
// By itself, for every chunk is a file more to open.
const { outputFiles: quickFiles } = await build({
  ...shipped,
  entryPoints: { quick: "src/cli/quick-main.ts" },
});

// What `cimon serve` hands to browsers: its own script and style, and htmx as its makers ship it.
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
  ...[...files, ...quickFiles, ...pageFiles].map((file) => writeFile(file.path, file.contents)),
  copyFile(path("src/server/browser/icon.svg"), path("dist/assets/icon.svg")),
  copyFile(path("node_modules/htmx.org/dist/htmx.min.js"), path("dist/assets/htmx.js")),
  copyFile(path("node_modules/htmx-ext-ws/dist/ws.min.js"), path("dist/assets/htmx-ws.js")),
]);

/** Bundles one module and imports it. */
async function load(entry) {
  const { outputFiles: bundled } = await build({
    absWorkingDir: path("."),
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    platform: "node",
    // What a command loads when it runs is not needed to describe it.
    external: ["./commands/*"],
    plugins: [dropUnused],
    write: false,
  });
  return import(
    `data:text/javascript;base64,${Buffer.from(bundled[0].contents).toString("base64")}`
  );
}

const { createJsonSchema } = await load("src/config/schema.ts");
await writeFile(path("schema.json"), `${JSON.stringify(createJsonSchema(), null, 2)}\n`);

const { buildManPage } = await load("src/cli/help/build-man-page.ts");
await mkdir(path("man"), { recursive: true });
await writeFile(path("man/cimon.1"), buildManPage());
