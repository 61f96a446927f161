import { expect, it } from "vitest";
import { readWebUrl, rowId } from "../../../src/server/page/addresses.ts";
import { renderColours } from "../../../src/server/page/colour-text.ts";
import { html } from "../../../src/server/page/html.ts";

it("escapes every text, in content and in attributes, and leaves its own markup", () => {
  const evil = `<script>alert("1")</script>'&`;
  const safe = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;";
  expect(html`<a title="${evil}">${[evil, html`<b>${evil}</b>`]}${null}${false}${0}</a>`.html).toBe(
    `<a title="${safe}">${safe}<b>${safe}</b>0</a>`,
  );
});

it("leads to web pages only", () => {
  for (const url of ["https://a.example/x?y#z", "HTTP://a.example"])
    expect(readWebUrl(url)).toBe(url);
  for (const url of [
    "javascript:alert(1)",
    " https://a.example",
    "data:text/html,x",
    "//a.example",
    "https://",
    null,
  ]) {
    expect(readWebUrl(url)).toBeNull();
  }
});

it("gives a row an id that any selector takes", () => {
  expect(rowId('gh\na/b\n"] > *\nCI')).toMatch(/^r-[\da-f]{16}$/u);
});

it("turns a terminal's colours into classes, whatever they are made of", () => {
  const line =
    "\x1b[1;31mred\x1b[0m <b>\x1b[38;5;196mcube\x1b[39m\x1b[38;2;10;200;10mtrue\x1b[m\x1b[48;5;20mback";
  expect(renderColours(line).html).toBe(
    '<span class="c1 bold">red</span> &lt;b&gt;<span class="c9">cube</span><span class="c10">true</span>back',
  );
});
