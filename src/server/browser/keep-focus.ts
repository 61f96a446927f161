/** Leaves the focus where it is when the row it is in is swapped, or the filter changes the list. */
export function keepFocus(): void {
  let id = "";
  let caret: number | null = null;
  const { body } = document;
  const remember = () => {
    const active = document.activeElement;
    id = active?.id ?? "";
    caret = active instanceof HTMLInputElement ? active.selectionStart : null;
  };
  const restore = () => {
    if (id === "" || document.activeElement?.id === id) return;
    const element = document.getElementById(id);
    element?.focus({ preventScroll: true });
    if (element instanceof HTMLInputElement && caret !== null) {
      element.setSelectionRange(caret, caret);
    }
  };
  body.addEventListener("htmx:oobBeforeSwap", remember);
  body.addEventListener("htmx:beforeSwap", remember);
  body.addEventListener("htmx:oobAfterSwap", restore);
  body.addEventListener("htmx:afterSwap", restore);
}
