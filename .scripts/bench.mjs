// Bundles bench/*.ts to a folder that is thrown away, where packages are still found, and runs what is asked for.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { build } from "esbuild";

const root = new URL("..", import.meta.url).pathname;
await mkdir(`${root}node_modules/.cache`, { recursive: true });
const folder = await mkdtemp(`${root}node_modules/.cache/bench-`);

/** Ink's development tools, which the program is bundled without, too. */
const dropDevtools = {
  name: "drop-devtools",
  setup(bundler) {
    bundler.onResolve({ filter: /^react-devtools-core$/ }, () => ({
      path: "empty",
      namespace: "empty",
    }));
    bundler.onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "export default {}" }));
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  define: { "process.env.NODE_ENV": '"production"', "process.env.DEV": '"false"' },
};

try {
  await build({
    ...common,
    entryPoints: [
      "bench/main.ts",
      "bench/heap-child.ts",
      "bench/sockets-server.ts",
      "bench/sockets-clients.ts",
    ],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    packages: "external",
  });
  // Bundled as the program itself is, so that the two differ in what they do alone.
  await build({
    ...common,
    entryPoints: ["bench/hello-ink.ts"],
    outfile: `${folder}/hello-ink.mjs`,
    minify: true,
    plugins: [dropDevtools],
    banner: {
      js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
    },
  });
  const child = spawn(process.execPath, [`${folder}/main.mjs`, ...process.argv.slice(2)], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "production" },
  });
  process.exitCode = await new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
} finally {
  await rm(folder, { recursive: true, force: true });
}
