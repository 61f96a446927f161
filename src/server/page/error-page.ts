import type { ErrorDocument } from "../../model/server-protocol.ts";
import { html } from "./html.ts";
import { renderPage } from "./layout.ts";

/** Renders what went wrong, and what to do next. */
export function renderErrorPage(statusCode: number, { error }: ErrorDocument): string {
  const { message, hint } = error;
  const body = html`<header><a class="name" href="/">cimon</a></header>
<main id="empty"><h1>${statusCode}</h1><h2>${message}</h2><p>${hint}</p><p><a class="back" href="/">All rows</a></p></main>`;
  return renderPage({ title: `${statusCode} · cimon`, kind: "error", reloadSec: null }, body);
}
