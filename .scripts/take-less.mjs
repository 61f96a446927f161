// Plugins of esbuild that bundle less of a package than it holds, where it cannot be shaken out.
import { readFile } from "node:fs/promises";
import { brotliCompressSync, constants } from "node:zlib";
import { loadSource } from "./load-source.mjs";

/** The folder of the project. */
export const root = new URL("..", import.meta.url);
const resolveDir = new URL(".", root).pathname;
const path = (name) => new URL(name, root).pathname;

/** The ES modules of yaml, one picomatch, and of `rate-limiter-flexible` the two classes that are used. */
const takeOthers = {
  name: "take-others",
  setup(bundler) {
    const from = (name) => bundler.resolve(name, { kind: "import-statement", resolveDir });
    bundler.onResolve({ filter: /^picomatch-browser$/ }, () => from("picomatch"));
    bundler.onResolve({ filter: /^yaml$/ }, () => ({
      path: path("node_modules/yaml/browser/dist/index.js"),
    }));
    // It differs by the requests it makes itself; ours are given to each of its classes, which are those of core.
    bundler.onResolve({ filter: /^@gitbeaker\/rest$/ }, () => from("@gitbeaker/core"));
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
 * What pino writes to files and hides secrets with, which the log does itself, and asks threads for; what knows
 * browsers by their names, what qs keeps apart from objects on machines without a WeakMap, and what Octokit reads
 * larger numbers with than GitHub has.
 */
const dropFallbacks = {
  name: "drop-fallbacks",
  setup(bundler) {
    const namespace = "fallback";
    const replace = (filter, contents) => {
      bundler.onResolve({ filter }, ({ path }) => ({ path, namespace, pluginData: contents }));
    };
    replace(
      /^(?:sonic-boom|thread-stream|on-exit-leak-free|@pinojs\/redact|default-browser)$/,
      "module.exports = class Unused {};",
    );
    replace(/^worker_threads$/, "exports.isMainThread = true;");
    replace(/^side-channel$/, "module.exports = () => new WeakMap();");
    replace(
      /^json-with-bigint$/,
      "({ parse: exports.JSONParse, stringify: exports.JSONStringify } = JSON);",
    );
    bundler.onLoad({ filter: /.*/, namespace }, ({ pluginData: contents }) => ({ contents }));
    bundler.onLoad({ filter: /\/pino\/lib\/(?:transport|multistream)\.js$/ }, () => ({
      contents: "module.exports = class Unused {};",
    }));
  },
};

/** Of Jenkins' SDK, the parts its one user's type knows. */
const takeJenkins = {
  name: "take-jenkins",
  setup(bundler) {
    const unused = ["Credentials", "Label", "Node", "Plugin", "Queue", "View"];
    const filter = new RegExp(`^\\./(?:${unused.join("|").toLowerCase()})$`);
    const namespace = "unused-jenkins";
    bundler.onResolve({ filter }, ({ path, importer }) =>
      importer.endsWith("/jenkins/lib/jenkins.js") ? { path, namespace } : null,
    );
    const contents = unused.map((name) => `exports.${name} = class Unused {};`).join("\n");
    bundler.onLoad({ filter: /.*/, namespace }, () => ({ contents }));
  },
};

/** The configuration's JSON schema as it is when bundled, and of zod nothing that makes one. */
const freezeSchema = {
  name: "freeze-schema",
  setup(bundler) {
    bundler.onLoad({ filter: /\/src\/config\/json-schema\.ts$/ }, async () => {
      const { createJsonSchema } = await loadSource("src/config/json-schema.ts");
      const schema = JSON.stringify(createJsonSchema());
      return { contents: `export const createJsonSchema = () => (${schema});` };
    });
    const makers = /\/zod\/v4\/core\/(?:to-json-schema|json-schema-processors)\.js$/;
    bundler.onLoad({ filter: makers }, async ({ path: file }) => {
      const names = Object.keys(await import(file)).map((name) => `unbundled as ${name}`);
      const unbundled = 'const unbundled = () => { throw new Error("made by the build alone"); };';
      return { contents: `${unbundled} export { ${names.join(", ")} };` };
    });
  },
};

/** Of Octokit's table of a thousand calls, those that the provider lists. */
const takeEndpoints = {
  name: "take-endpoints",
  setup(bundler) {
    const table = /plugin-rest-endpoint-methods\/dist-src\/generated\/endpoints\.js$/;
    bundler.onLoad({ filter: table }, async ({ path: file }) => {
      const { ENDPOINTS } = await loadSource("src/providers/github/endpoints.ts");
      const { default: all } = await import(file);
      const taken = Object.entries(ENDPOINTS).map(([scope, names]) => [
        scope,
        Object.fromEntries(names.map((name) => [name, all[scope][name]])),
      ]);
      return { contents: JSON.stringify(Object.fromEntries(taken)), loader: "json" };
    });
  },
};

/** Yoga's WebAssembly packed, and unpacked by Node: four times smaller, and a few milliseconds faster. */
const packYoga = {
  name: "pack-yoga",
  setup(bundler) {
    bundler.onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, async ({ path: file }) => {
      const text = await readFile(file, "utf8");
      const [, plain] = /"data:application\/octet-stream;base64,([^"]+)"/u.exec(text);
      const bytes = Buffer.from(plain, "base64");
      const packed = brotliCompressSync(bytes, {
        params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
      }).toString("base64");
      const loader = `() => loadYoga({ wasmBinary: unpack(Buffer.from("${packed}", "base64")) })`;
      const contents = text
        .replace(plain, "")
        .replace("export default loadYoga;", `export default ${loader};`);
      return {
        contents: `import { brotliDecompressSync as unpack } from "node:zlib";\n${contents}`,
      };
    });
  },
};

/**
 * What reads the tables of Unicode, made when a text first needs it: together these take as long as a start of
 * Node, and what is measured are Latin letters and signs of ours nearly always.
 */
const readUnicodeLate = {
  name: "read-unicode-late",
  setup(bundler) {
    const files =
      /(?:string-width|wrap-ansi|slice-ansi|ansi-tokenize|ink)\/(?:build\/)?(?:index|tokenize|tokenize-ansi|line-update)\.js$/;
    bundler.onLoad({ filter: files }, async ({ path: file }) => {
      const text = await readFile(file, "utf8");
      const late = (method) => (_, name, made) =>
        `let ${name}Made; const ${name} = { ${method}: (text) => (${name}Made ??= ${made}).${method}(text) };`;
      const contents = text
        .replace(/^const (\w+) = (new Intl\.Segmenter\(.*\));$/gmu, late("segment"))
        .replace(/^const (\w+) = (\/.*\\p\{RGI_Emoji\}.*\/v);$/gmu, late("test"));
      return { contents };
    });
  },
};

/** All of them. */
export const takeLess = [
  takeOthers,
  dropFallbacks,
  takeJenkins,
  freezeSchema,
  takeEndpoints,
  packYoga,
  readUnicodeLate,
];
