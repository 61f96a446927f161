/** Leaves open what was opened, and closed what was closed, when what it is in is swapped. */
export function keepOpen(): void {
  const chosen = new Map<string, boolean>();
  const { body } = document;
  body.addEventListener("click", ({ target }) => {
    const details = target instanceof Element ? target.closest("summary")?.parentElement : null;
    if (!(details instanceof HTMLDetailsElement) || details.id === "") return;
    // It is turned round once this click has been dealt with.
    chosen.set(details.id, !details.open);
  });
  body.addEventListener("htmx:oobAfterSwap", () => {
    for (const [id, isOpen] of chosen) {
      const details = document.getElementById(id);
      if (details instanceof HTMLDetailsElement) details.open = isOpen;
    }
  });
}
