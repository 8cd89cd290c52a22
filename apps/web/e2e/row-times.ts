declare global {
  interface Window {
    /** Milliseconds since 1970. */
    patchbayRowTime?: Promise<number>;
  }
}

/**
 * Evaluated in a page before a change is timed: the page itself waits for the row of an app. Polling from outside
 * makes thirty pages respond late, and takes CPU time from what is measured.
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

/** Evaluated in the same page afterwards: when the row appeared. */
export function rowTime(): Promise<number> {
  return window.patchbayRowTime ?? Promise.reject(new Error('this page does not wait for a row'));
}

/** Milliseconds from `since` until the last page has the row. */
export function slowestRow(times: number[], since: number): number {
  return Math.max(...times) - since;
}
