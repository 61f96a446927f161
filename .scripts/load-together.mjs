// Makes one file of what is always loaded together: each by itself is opened, read and linked at every start.
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { build } from "esbuild";
import { root } from "./take-less.mjs";

const path = (name) => new URL(name, root).pathname;

/**
 * A plugin of esbuild for these options. It cuts a bundle by the entries that lead to a module, and whatever is
 * loaded later is an entry. So each that leads to a part of a group is made to lead to all of it: what its modules
 * import at once, and no group before does.
 */
export async function loadTogether(options, groups) {
  const { metafile } = await build({ ...options, write: false, metafile: true });
  const before = new Set();
  const parts = groups.map((modules) => {
    const own = difference(reachAll(metafile, modules), before);
    for (const name of own) before.add(name);
    return { modules, own };
  });
  const entries = Object.values(metafile.outputs).flatMap(({ entryPoint }) => entryPoint ?? []);
  const additions = new Map(
    entries.map((entry) => {
      const reached = reachAll(metafile, [entry]);
      const touched = parts.filter(({ own }) => [...own].some((name) => reached.has(name)));
      return [path(entry), touched.flatMap(({ modules }) => modules)];
    }),
  );
  return {
    name: "load-together",
    setup(bundler) {
      bundler.onLoad({ filter: /\/src\/.*\.tsx?$/ }, async ({ path: file }) => {
        const added = additions.get(file);
        if (added === undefined) return null;
        const imports = added.map((name) => `import ${JSON.stringify(path(name))};`).join("");
        const contents = imports + (await readFile(file, "utf8"));
        return { contents, loader: extname(file).slice(1) };
      });
    },
  };
}

/** What some modules import at once, directly or not, and they themselves. */
function reachAll({ inputs }, names) {
  const reached = new Set(names);
  for (const name of reached) {
    if (inputs[name] === undefined) throw new Error(`${name} is not part of the bundle`);
    for (const { path: to, kind, external } of inputs[name].imports) {
      if (!external && kind !== "dynamic-import") reached.add(to);
    }
  }
  return reached;
}

function difference(names, others) {
  return new Set([...names].filter((name) => !others.has(name)));
}
