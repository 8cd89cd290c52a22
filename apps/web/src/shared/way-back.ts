const KEY = 'patchbay-way-back';

/** Remembers this page for the return from another site, in this tab only. */
export function rememberWayBack(): void {
  try {
    sessionStorage.setItem(KEY, location.pathname + location.search);
  } catch {
    // No storage in this browser: the return page leads to the connection instead.
    return;
  }
}

/** The remembered page; forgotten once it was read. */
export function consumeReturnPath(): string | null {
  try {
    const path = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    // Only a path of this app: the value may have been written by another site.
    return path?.startsWith('/') && !path.startsWith('//') ? path : null;
  } catch {
    // No storage in this browser.
    return null;
  }
}
