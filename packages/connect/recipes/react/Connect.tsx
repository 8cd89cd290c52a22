import type { PatchbayConnectElement } from '@patchbay/connect';
import '@patchbay/connect';
import { useEffect, useRef } from 'react';
import { complete, createSession } from './back-end.ts';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'patchbay-connect': React.DetailedHTMLProps<React.HTMLAttributes<PatchbayConnectElement>, PatchbayConnectElement>;
    }
  }
}

export function Connect() {
  const element = useRef<PatchbayConnectElement>(null);
  useEffect(() => {
    const connect = element.current;
    if (!connect) return;
    const listening = new AbortController();
    const { signal } = listening;
    connect.addEventListener('patchbay-session', async () => void (connect.url = await createSession()), { signal });
    connect.addEventListener(
      'patchbay-code',
      async ({ detail }) => {
        await complete(detail);
        connect.settled(detail.flowId);
      },
      { signal },
    );
    return () => listening.abort();
  }, []);
  return <patchbay-connect ref={element} />;
}
