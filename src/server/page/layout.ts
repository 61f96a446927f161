import { type Html, html } from "./html.ts";

/** What stands around the content of a page. */
export interface Layout {
  readonly title: string;
  readonly kind: "list" | "run" | "log" | "error";
  readonly isKiosk?: boolean;
  /** How often a page without its script is loaded again, seconds; null for never. */
  readonly reloadSec: number | null;
}

// Nothing of htmx that would need a style or a script within the page, or keep pages in the browser.
const HTMX = JSON.stringify({
  includeIndicatorStyles: false,
  allowEval: false,
  historyCacheSize: 0,
  selfRequestsOnly: true,
  scrollIntoViewOnBoost: false,
});

/** Renders a whole document. */
export function renderPage({ title, kind, isKiosk, reloadSec }: Layout, content: Html): string {
  const reload =
    reloadSec !== null &&
    html`<noscript><meta http-equiv="refresh" content="${reloadSec}"></noscript>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<meta name="htmx-config" content="${HTMX}">
<title>${title}</title>
${reload}
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/style.css">
<script src="/assets/htmx.js" defer></script>
<script src="/assets/htmx-ws.js" defer></script>
<script src="/assets/page.js" defer></script>
</head>
<body class="${kind}${isKiosk === true && " kiosk"}">
${content}
<p id="news" class="unseen" role="status" aria-live="polite"></p>
</body>
</html>
`.html;
}

/** Renders whether the page is kept up to date, which its script finds out. */
export function renderLink(): Html {
  return html`<span id="link" role="status"><noscript>loads again by itself</noscript></span>`;
}
