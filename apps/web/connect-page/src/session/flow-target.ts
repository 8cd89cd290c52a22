import type { ConnectCalls } from '@patchbay/contracts';
import type { Card } from './arrange.ts';

/** What a window is opened for. */
export interface FlowTarget {
  action: 'connect' | 'disconnect';
  /** The card whose button was pressed. */
  key: string;
  app: { slug: string; name: string };
  connectionId: string | null;
}

export function targetOf({ key, app, connection }: Card, action: FlowTarget['action']): FlowTarget {
  return { action, key, app, connectionId: connection?.id ?? null };
}

export function startInputOf({ action, app, connectionId }: FlowTarget): ConnectCalls['start']['input'] {
  return connectionId === null ? { action, app: app.slug } : { action, connectionId };
}
