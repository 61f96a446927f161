/** Has the title of the window say what the summary says. */
export function showTitle(): void {
  const tell = () => {
    const title = document.querySelector<HTMLElement>("#summary")?.dataset.title;
    if (title !== undefined && document.title !== title) document.title = title;
  };
  tell();
  document.body.addEventListener("htmx:oobAfterSwap", tell);
  document.body.addEventListener("htmx:afterSettle", tell);
}
