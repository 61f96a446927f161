// Makes what packages know of characters when it is first asked for.
import { readFile } from "node:fs/promises";

/** A segmenter, or a pattern over properties of characters, of a whole file. */
const TABLE = /^const (\w+) = (new Intl\.Segmenter\(.*\)|\/.*\\p\{.*\/v);$/gmu;

/** Where they are; each of these files is loaded before anything is drawn. */
const HAS_TABLES =
  /(?:string-width\/index|slice-ansi\/tokenize-ansi|ansi-tokenize\/build\/tokenize|wrap-ansi\/index|ink\/build\/line-update)\.js$/;

/**
 * What knows all emoji and all ways to join characters costs a tenth of a second to make. It is made
 * when first used: for most of what is drawn it never is.
 */
export const makeTablesWhenUsed = {
  name: "make-tables-when-used",
  setup(bundler) {
    bundler.onLoad({ filter: HAS_TABLES }, async ({ path: file }) => {
      const source = await readFile(file, "utf8");
      const tables = [...source.matchAll(TABLE)];
      if (tables.length === 0) throw new Error(`${file} has no table that could be made later`);
      let contents = source;
      for (const [, name, made] of tables) {
        contents = contents.replaceAll(new RegExp(`\\b${name}\\b`, "gu"), `${name}()`);
        const later = `let ${name}Made; const ${name} = () => (${name}Made ??= ${made});`;
        contents = contents.replace(`const ${name}() = ${made};`, () => later);
      }
      return { contents, loader: "js" };
    });
  },
};
