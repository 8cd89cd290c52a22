const KEY = 'patchbay-way-back';

/** Entries that a browser keeps at most: beyond, the length says nothing. */
const FULL_HISTORY = 50;

/** Remembers this page for the return from another site, in this tab only. */
export function rememberWayBack(): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ path: location.pathname + location.search, length: history.length }));
  } catch {
    // No storage in this browser: the return page leads to the connection instead.
    return;
  }
}

export interface WayBack {
  path: string;
  /** How many pages of this tab’s history back it is; null if that is not known. */
  steps: number | null;
}

/** The remembered page; forgotten once it was read. */
export function consumeWayBack(): WayBack | null {
  try {
    const known: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    sessionStorage.removeItem(KEY);
    return isRemembered(known) ? { path: known.path, steps: stepsSince(known.length) } : null;
  } catch {
    // No storage in this browser, or a value of another version.
    return null;
  }
}

function stepsSince(length: number): number | null {
  const steps = history.length - length;
  return steps > 0 && history.length < FULL_HISTORY ? steps : null;
}

/** Only a path of this app: the value may have been written by another site. */
function isRemembered(value: unknown): value is { path: string; length: number } {
  if (typeof value !== 'object' || value === null || !('path' in value) || !('length' in value)) return false;
  const { path, length } = value;
  return typeof path === 'string' && path.startsWith('/') && !path.startsWith('//') && typeof length === 'number';
}
