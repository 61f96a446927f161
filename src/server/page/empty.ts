import type { Snapshot } from "../../model/snapshot.ts";
import { type Html, html } from "./html.ts";

/** Renders why there are no rows, and what to do; nothing where there are some. */
export function renderEmpty({ pipelines, sources }: Snapshot, shown: number): Html {
  if (shown > 0) return html`<div id="empty" hidden></div>`;
  const [title, way] = explain({ pipelines, sources });
  return html`<div id="empty"><h2>${title}</h2><p>${way}</p></div>`;
}

function explain({ pipelines, sources }: Snapshot): readonly [string, string] {
  if (pipelines.length === 1) return ["The filter hides the only row", "Take it back to see it."];
  if (pipelines.length > 0) {
    return [`The filter hides all ${pipelines.length} rows`, "Take it back to see everything."];
  }
  if (sources.some(({ state }) => state === "loading")) {
    const names = sources.map(({ name }) => name).join(", ");
    return [`Asking ${names} …`, "The rows appear here as soon as they are known."];
  }
  if (sources.every(({ state }) => state === "failing")) {
    return ["None of the sources can be read", "cimon goes on trying."];
  }
  return ["No runs yet", "Each appears here as soon as it starts."];
}
