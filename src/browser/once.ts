/**
 * A form that does something is submitted once. The browser would submit it again at a second click and show the
 * response to that one: a refusal, although the first did what was asked.
 */

/** After this time a submission may be repeated: the person may have stopped it. */
const delayMs = 30_000;

export function submitOnce(): void {
  let at = Number.NEGATIVE_INFINITY;
  addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    // A download leaves its form open for the next one. What a script sends, it guards itself.
    if (form.method !== 'post' || form.hasAttribute('data-download') || event.defaultPrevented) return;
    if (event.timeStamp - at < delayMs) event.preventDefault();
    else at = event.timeStamp;
  });
  // Back may show the page as it was left.
  addEventListener('pageshow', () => {
    at = Number.NEGATIVE_INFINITY;
  });
}
