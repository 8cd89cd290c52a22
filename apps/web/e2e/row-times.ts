declare global {
  interface Window {
    /** Milliseconds since 1970. */
    patchbayRowTime?: Promise<number>;
  }
}

/**
 * To be evaluated in a page before a change that is to be timed: the page itself waits for the row of an app. Asked from
 * outside again and again, thirty pages answer late, and have less time for what is measured.
 */
export function awaitRow(app: string): void {
  window.patchbayRowTime = new Promise((resolve) => {
    const look = () => {
      if (!document.querySelector(`[data-testid="connection-row"][data-app="${app}"]`)) return;
      observer.disconnect();
      resolve(Date.now());
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true });
    look();
  });
}

/** To be evaluated in the same page afterwards: when the row came. */
export function rowTime(): Promise<number> {
  return window.patchbayRowTime ?? Promise.reject(new Error('this page does not wait for a row'));
}

/** Milliseconds from `since` until the last of the pages had the row. */
export function slowestRow(times: number[], since: number): number {
  return Math.max(...times) - since;
}
