import { t } from '../../shared/i18n/t.ts';

/** A window for the provider's consent page, opened empty in the click and navigated later. */
export interface ConsentWindow {
  navigate: (url: string) => void;
  /** For when there is nothing to navigate to. On the provider's page, the window can no longer be closed from here. */
  close: () => void;
  /**
   * Whether it looks closed. A hint only: a page that isolates itself from its opener looks closed while it is open.
   */
  looksClosed: () => boolean;
}

const CONSENT_MARK = 'patchbay-consent-window';

/**
 * Must run inside the click, before anything is awaited, or the browser blocks it. Null if it was blocked anyway. The
 * new window cannot access this page.
 */
export function openConsentWindow(appName: string): ConsentWindow | null {
  const opened = window.open('', '_blank', features());
  if (!opened || opened.closed) return null;
  prepare(opened, appName);
  return {
    navigate: (url) => !opened.closed && opened.location.replace(url),
    close: () => opened.close(),
    looksClosed: () => opened.closed,
  };
}

function prepare(opened: Window, appName: string): void {
  try {
    opened.sessionStorage.setItem(CONSENT_MARK, '1');
    opened.opener = null;
    dress(opened.document, appName);
  } catch {
    // Some browsers block access even to an empty window: it still navigates, and stays blank until then.
    return;
  }
}

/** Styled like the page that opened it: a white window next to a dark page flashes, and looks like another site. */
function dress(page: Document, appName: string): void {
  page.title = t('connections.openingTitle', { app: appName });
  page.documentElement.className = document.documentElement.className;
  // They contain our fonts.
  for (const sheet of document.querySelectorAll('link[rel="stylesheet"]')) page.head.append(sheet.cloneNode());
  const { backgroundColor, color, fontFamily } = getComputedStyle(document.body);
  Object.assign(page.body.style, { backgroundColor, color, fontFamily, display: 'grid', margin: '0' });
  Object.assign(page.body.style, { placeItems: 'center', minHeight: '100vh', fontSize: '16px' });
  page.body.textContent = t('connections.opening', { app: appName });
}

function features(): string {
  const [width, height] = [560, 740];
  const left = Math.round(screenX + (outerWidth - width) / 2);
  const top = Math.round(screenY + Math.max(0, (outerHeight - height) / 3));
  return `popup,width=${width},height=${height},left=${left},top=${top}`;
}

/** Whether this page runs in a window that {@link openConsentWindow} opened, which has a mark of its own. */
export function isConsentWindow(): boolean {
  try {
    return sessionStorage.getItem(CONSENT_MARK) !== null;
  } catch {
    // No storage in this browser: shown as an ordinary page.
    return false;
  }
}
