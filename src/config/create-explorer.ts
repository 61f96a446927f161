import * as explorerModule from "cosmiconfig/dist/Explorer.js";
import { type FoundText, hasConfigKey, isPackage } from "./found-text.ts";

/** Looks for a configuration in one folder; runs no code from it. */
export interface ConfigExplorer {
  search(directory: string): Promise<FoundText | null>;
}

interface CosmiconfigResult {
  readonly filepath: string;
  readonly config: string | undefined;
}

interface CosmiconfigExplorer {
  search(from: string): Promise<CosmiconfigResult | null>;
}

type ExplorerClass = new (options: Readonly<Record<string, unknown>>) => CosmiconfigExplorer;

// cosmiconfig's own entry first looks for settings of itself in the working directory, and runs
// `.config/config.js` there with whatever it holds. Its explorer alone does not; it has no types.
const { Explorer } = explorerModule as unknown as { readonly Explorer: ExplorerClass };

/**
 * Makes an explorer for these file names. Its loaders hand the text on as it is, so nothing is ever
 * executed or imported; from a package.json they hand it on where it has a key `cimon`.
 */
export function createExplorer(searchPlaces: readonly string[]): ConfigExplorer {
  const explorer = new Explorer({
    moduleName: "cimon",
    searchPlaces,
    searchStrategy: "none",
    ignoreEmptySearchPlaces: false,
    loaders: { ".json": keepText, ".yaml": keepText, ".yml": keepText, noExt: keepText },
    transform: (result: unknown) => result,
    cache: false,
    metaConfigFilePath: null,
    mergeImportArrays: false,
    mergeSearchPlaces: false,
  });
  return {
    search: async (directory) => toFound(await explorer.search(directory)),
  };
}

function keepText(file: string, text: string) {
  if (!isPackage(file)) return text;
  return hasConfigKey(text) ? { cimon: text } : {};
}

function toFound(result: CosmiconfigResult | null): FoundText | null {
  if (result === null) return null;
  const { filepath: file, config: text = "" } = result;
  return text === "" && isPackage(file) ? null : { file, text };
}
