import type { HandOver } from '@patchbay/contracts';
import { HAND_OVER_MS } from '@patchbay/contracts/connect-messages';
import { listen, type Peer, post } from './messages.ts';

/** What of a window the hand-over uses. */
export interface HandOverWindow {
  opener: Peer | null;
  origin: string;
  /** Without an entry in the history: the address has the code. */
  goTo: (address: string) => void;
  close: () => void;
}

/**
 * Gives the code to the page that opened this window, if that is the session's, otherwise to the host by its return address.
 * Answers which of the two it was.
 */
export async function handOver(given: HandOver, window: HandOverWindow = here()): Promise<'taken' | 'sent_back'> {
  if (window.opener && (await isTaken(given, window.opener, window.origin))) {
    window.close();
    return 'taken';
  }
  window.goTo(given.returnTo);
  return 'sent_back';
}

function isTaken(given: HandOver, opener: Peer, own: string): Promise<boolean> {
  const { sessionId, flowId, connectionId, app, code } = given;
  // Ours is among the session's where an admin tries the page in the web app.
  const origins = [...new Set([own, ...given.origins])];
  return new Promise((resolve) => {
    const stop = listen(
      { from: () => opener, origins: (origin) => origins.includes(origin), types: ['code_taken'] },
      (received) => {
        if (received.message.flowId === flowId) settle(true);
      },
    );
    const timer = setTimeout(() => settle(false), HAND_OVER_MS);
    function settle(taken: boolean) {
      clearTimeout(timer);
      stop();
      resolve(taken);
    }
    // The browser delivers it only to a page of exactly that origin.
    for (const origin of origins) post(opener, origin, { type: 'code', sessionId, flowId, connectionId, app, code });
  });
}

function here(): HandOverWindow {
  return {
    opener: window.opener as Peer | null,
    origin: location.origin,
    goTo: (address) => location.replace(address),
    close: () => window.close(),
  };
}
