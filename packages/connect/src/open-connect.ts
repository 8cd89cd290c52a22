import { MESSAGES_VERSION } from '@patchbay/contracts/connect-messages';
import { codeIn, failureIn, readUrl, received } from './read-message.ts';
import type { ConnectCode, ConnectFailure } from './types.ts';

export interface OpenConnectOptions {
  /** Asks your back end for a new session, and resolves to its `url`. */
  createSession: () => string | Promise<string>;
  /** Go to the page in this tab instead of in a window. */
  redirect?: boolean;
  /** An app was not connected, as when the person declined. The window stays open, and the person can try again in it. */
  onFailed?: (failure: ConnectFailure) => void;
}

/**
 * `code`: pass it to your back end. `closed`: the window was closed, or this page's Cross-Origin-Opener-Policy cut it off; the
 * person then comes back to the session's `returnUrl` in it. Its `reason` is why the last app was not connected, or null.
 * `redirected`: this tab is going to the page, and comes back there.
 */
export type ConnectResult =
  ({ outcome: 'code' } & ConnectCode) | { outcome: 'closed'; reason: string | null } | { outcome: 'redirected' };

/** Milliseconds between two looks at whether the window is closed. */
const LOOK_EVERY_MS = 500;

/**
 * Opens the connect page in a window. Call it in a click, before anything is awaited, or browsers block the window; it then goes
 * to the page in this tab. Rejects when `createSession` does.
 */
export async function openConnect(options: OpenConnectOptions): Promise<ConnectResult> {
  const popup = options.redirect ? null : window.open('', '', features());
  try {
    const url = readUrl(await options.createSession());
    if (!popup) {
      location.assign(url.href);
      return { outcome: 'redirected' };
    }
    popup.location.replace(url.href);
    return await codeFrom(popup, url, options.onFailed);
  } catch (error) {
    popup?.close();
    throw error;
  }
}

function codeFrom(
  popup: Window,
  { origin, sessionId }: { origin: string; sessionId: string },
  onFailed: OpenConnectOptions['onFailed'],
): Promise<ConnectResult> {
  return new Promise((resolve) => {
    let reason: string | null = null;
    const timer = setInterval(() => popup.closed && settle({ outcome: 'closed', reason }), LOOK_EVERY_MS);
    function onMessage(event: MessageEvent<unknown>) {
      const message = received(event, { window: popup, origin }, 'code', 'window_ended');
      if (message?.type === 'code') onCode(codeIn(message));
      else if (message) onEnded(failureIn(message));
    }
    function onCode(code: ConnectCode | null) {
      if (code?.sessionId !== sessionId) return;
      popup.postMessage({ patchbay: MESSAGES_VERSION, type: 'code_taken', flowId: code.flowId }, origin);
      settle({ outcome: 'code', ...code });
    }
    function onEnded(failure: ConnectFailure | null) {
      if (!failure) return;
      reason = failure.reason;
      onFailed?.(failure);
    }
    function settle(result: ConnectResult) {
      clearInterval(timer);
      removeEventListener('message', onMessage);
      resolve(result);
    }
    addEventListener('message', onMessage);
  });
}

function features(): string {
  const [width, height] = [560, 760];
  const left = Math.max(0, Math.round(screenX + (outerWidth - width) / 2));
  const top = Math.max(0, Math.round(screenY + (outerHeight - height) / 2));
  return `popup,width=${width},height=${height},left=${left},top=${top}`;
}
