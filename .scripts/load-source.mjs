// Runs parts of src while it is built.
import { build } from "esbuild";

/** Bundles one module, by its path in the project, and imports it. */
export async function loadSource(entry) {
  const { outputFiles: files } = await build({
    absWorkingDir: new URL("..", import.meta.url).pathname,
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    platform: "node",
    // What a command loads when it runs is not needed to describe it.
    external: ["./commands/*"],
    write: false,
  });
  const text = Buffer.from(files[0].contents).toString("base64");
  return import(`data:text/javascript;base64,${text}`);
}
