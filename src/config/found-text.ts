import { basename } from "node:path";

/** What was found in a folder: the file, and its text, empty where the file is. */
export interface FoundText {
  readonly file: string;
  readonly text: string;
}

/** True for a file that holds a configuration under its key `cimon`, if at all. */
export function isPackage(file: string): boolean {
  return basename(file) === "package.json";
}

/** True where the text of a package.json has a key `cimon`, or may have one but is broken. */
export function hasConfigKey(text: string): boolean {
  try {
    const manifest: unknown = JSON.parse(text.replace(/^\ufeff/u, ""));
    return typeof manifest === "object" && manifest !== null && Object.hasOwn(manifest, "cimon");
  } catch {
    // Broken; it matters only where cimon's own key may be in it.
    return /"cimon"\s*:\s*\{/u.test(text);
  }
}
