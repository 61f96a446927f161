/** Has markup with an id take the place of what has that id in the page. */
export function swapOut(text: string): string {
  return text.includes("hx-swap-oob=") ? text : text.replace(/^<(\w+)/u, '<$1 hx-swap-oob="true"');
}
