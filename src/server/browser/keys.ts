const LINKS = "#rows a, #jobs a.job";
const TITLES = "#table [role=columnheader]";

/** Takes the keys of the terminal, but where somebody types or holds a modifier. */
export function listenForKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { target } = event;
    const isTyping = target instanceof HTMLElement && target.matches("input, textarea, select");
    if (isTyping && event.key === "Escape") target.blur();
    if (!isTyping && act(event.key)) event.preventDefault();
  });
}

function act(key: string): boolean {
  switch (key) {
    case "/":
      return focus(document.querySelector("#filter"));
    case "j":
    case "ArrowDown":
      return step(1);
    case "k":
    case "ArrowUp":
      return step(-1);
    case "Escape":
      return follow(document.querySelector("a.back"));
    case "s":
      return follow(nextTitle());
    case "S":
      return follow(document.querySelector(`${TITLES}[aria-sort] a`));
    case "0":
      return follow(document.querySelector("#views a"));
    case "!":
      return follow(document.querySelectorAll("#views a")[1] ?? null);
    default:
      return /^[1-9]$/u.test(key) && follow(document.querySelectorAll("#views a")[Number(key) + 1]);
  }
}

/** The title of the column to sort by next. */
function nextTitle(): Element | null {
  const titles: Element[] = [...document.querySelectorAll(`${TITLES}:has(a)`)];
  const at = titles.findIndex((title) => title.hasAttribute("aria-sort"));
  return titles[(at + 1) % titles.length]?.querySelector("a") ?? null;
}

/** Goes from the link in focus to the next; from none, to the first. */
function step(by: 1 | -1): boolean {
  const links: (Element | null)[] = [...document.querySelectorAll(LINKS)];
  const at = links.indexOf(document.activeElement);
  if (at === -1 && by === -1) return false;
  return focus(links[at + by] ?? null);
}

function focus(element: Element | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  element.focus();
  return true;
}

function follow(link: Element | null | undefined): boolean {
  if (!(link instanceof HTMLElement)) return false;
  link.click();
  return true;
}
