/** When a connection's row of each app came into a page's document: milliseconds since 1970. */
type RowTimes = Record<string, number>;

declare global {
  interface Window {
    patchbayRowTimes?: RowTimes;
  }
}

/**
 * To be evaluated in a page, before the change that is to be timed: the page notes the rows by itself. Asked from outside, thirty
 * pages answer one after the other, and Playwright looks twice a second.
 */
export function noteRows(): void {
  const times: RowTimes = {};
  window.patchbayRowTimes = times;
  const look = () => {
    for (const row of document.querySelectorAll<HTMLElement>('[data-testid="connection-row"]'))
      times[row.dataset.app ?? ''] ??= Date.now();
  };
  look();
  new MutationObserver(look).observe(document, { subtree: true, childList: true });
}

/** To be evaluated in the same page, once it has the row. */
export function rowTime(app: string): number {
  return window.patchbayRowTimes?.[app] ?? Number.NaN;
}

/** Milliseconds from `since` until the last of the pages had the row. */
export function slowestRow(times: number[], since: number): number {
  return Math.max(...times) - since;
}
