// How src becomes files that run: shared by everything that bundles it.
import { readFile } from "node:fs/promises";
import { root, takeLess } from "./take-less.mjs";
import { REQUIRE } from "./trim-files.mjs";

export { root };

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
    // Each a module of its own: one that is required would bring those that are imported into its file.
    bundler.onResolve({ filter: UNUSED }, ({ path: name }) => ({ path: name, namespace: "empty" }));
    bundler.onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "export default {}" }));
  },
};

/**
 * What stays a dependency of its own: servers and network stacks, whose security fixes must reach people
 * without a release of ours, and which only some commands load.
 */
const { dependencies } = JSON.parse(await readFile(path("package.json"), "utf8"));
const external = Object.keys(dependencies);

/** A plugin that leaves what is imported by these names to other bundled files, named without their ending. */
export function keepApart(files) {
  return {
    name: "keep-apart",
    setup(bundler) {
      bundler.onResolve({ filter: /.*/ }, ({ path: name, kind }) =>
        kind === "entry-point" || files[name] === undefined
          ? null
          : { path: `./${files[name]}.js`, external: true, sideEffects: false },
      );
    },
  };
}

/** Options of esbuild for what is shipped. */
export const shipped = {
  absWorkingDir: path("."),
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
  banner: { js: REQUIRE },
  charset: "utf8",
  external,
  plugins: [dropUnused, ...takeLess],
};
