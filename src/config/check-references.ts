import type { z } from "zod/mini";
import { describeValue } from "./describe-value.ts";
import { type SourceAddress, sourceName } from "./source-name.ts";

type Context = z.core.$RefinementCtx;

interface CheckedSource extends SourceAddress {
  readonly user?: unknown;
  readonly token?: unknown;
}

/** Holds what one source alone cannot show: names are unique; a Jenkins has user and token or none. */
export function checkSources(sources: readonly CheckedSource[], context: Context): void {
  const seen = new Map<string, number>();
  for (const [index, source] of sources.entries()) {
    const name = sourceName(source);
    const first = seen.get(name.toLowerCase());
    if (first !== undefined) {
      const how = source.name === undefined ? "this source has no name and would be" : "also";
      const message = `${how} called ${describeValue(name)}, like sources[${first}]; allowed: a "name" of its own for each source`;
      context.addIssue({ code: "custom", message, path: [index, ...nameKey(source)] });
    } else {
      seen.set(name.toLowerCase(), index);
    }
    if (source.provider === "jenkins") checkLogin(source, index, context);
  }
}

function nameKey(source: CheckedSource): readonly string[] {
  return source.name === undefined ? [] : ["name"];
}

function checkLogin(source: CheckedSource, index: number, context: Context): void {
  if ((source.user === undefined) === (source.token === undefined)) return;
  const [given, missing] = source.user === undefined ? ["token", "user"] : ["user", "token"];
  const message = `found "${given}" without "${missing}"; allowed: both, or neither`;
  context.addIssue({ code: "custom", message, path: [index, given] });
}

interface Views {
  readonly views?: readonly { readonly name: string }[] | undefined;
  readonly notify?: readonly { readonly view?: string | undefined }[] | undefined;
}

/** View names are unique, and a notification names a view there is. */
export function checkViews({ views = [], notify = [] }: Views, context: Context): void {
  const names = views.map(({ name }) => name);
  for (const [index, name] of names.entries()) {
    const first = names.indexOf(name);
    if (first === index) continue;
    const message = `also called ${describeValue(name)}, like views[${first}]; allowed: a name of its own for each view`;
    context.addIssue({ code: "custom", message, path: ["views", index, "name"] });
  }
  for (const [index, { view }] of notify.entries()) {
    if (view === undefined || names.includes(view)) continue;
    const known = names.length === 0 ? "none is defined" : names.map(describeValue).join(", ");
    const message = `found ${describeValue(view)}; allowed: the name of a view (${known})`;
    context.addIssue({ code: "custom", message, path: ["notify", index, "view"] });
  }
}
