import type { ProviderKind } from "../model/pipeline-run.ts";

/** Where a source without `url` is: the vendor's public host; Jenkins has none. */
export const PUBLIC_URLS = {
  github: "https://github.com",
  gitlab: "https://gitlab.com",
} as const;

/** What names a source, as far as the configuration gives it. */
export interface SourceAddress {
  readonly provider: ProviderKind;
  readonly name?: string | undefined;
  readonly url?: string | undefined;
}

/** The address of a source, its own or the vendor's public one, without a slash at the end. */
export function sourceUrl(source: SourceAddress): string {
  const given = source.url ?? (source.provider === "jenkins" ? "" : PUBLIC_URLS[source.provider]);
  return URL.canParse(given) ? new URL(given).href.replace(/\/+$/u, "") : given;
}

/** What a source is called: its `name`, else the host (and port) of its address. */
export function sourceName(source: SourceAddress): string {
  if (source.name !== undefined) return source.name;
  const url = sourceUrl(source);
  return URL.canParse(url) ? new URL(url).host : source.provider;
}
