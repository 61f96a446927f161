// Takes from the files that esbuild wrote what only some of them need.
import { basename } from "node:path";

/** What stands at the beginning of each: CommonJS packages ask for Node's own modules through `require`. */
export const REQUIRE =
  'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);';

/** The paths and texts of esbuild's output files, without `require` where it is not used, and implied imports. */
export function trimFiles(files) {
  const bundle = new Map(files.map(({ path, text }) => [`./${basename(path)}`, describe(text)]));
  return files.map(({ path }) => ({ path, text: dropImplied(`./${basename(path)}`, bundle) }));
}

function describe(text) {
  const rest = text.replace(REQUIRE, "");
  const imports = [...rest.matchAll(/\bfrom"(\.\/[\w-]+\.js)"/gu)].map(([, to]) => to);
  return { text: /\brequire\b/u.test(rest) ? text : rest.trimStart(), imports };
}

/** Each file imports whatever the files it uses import themselves: a third of all imports. */
function dropImplied(name, bundle) {
  const implied = new Set();
  const visit = (from) => {
    for (const to of bundle.get(from)?.imports ?? []) {
      if (implied.has(to)) continue;
      implied.add(to);
      visit(to);
    }
  };
  visit(name);
  return bundle
    .get(name)
    .text.replace(/\bimport"(\.\/[\w-]+\.js)";/gu, (whole, to) => (implied.has(to) ? "" : whole));
}
