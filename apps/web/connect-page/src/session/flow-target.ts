import type { ConnectCalls } from '@patchbay/contracts';
import type { Card } from './arrange.ts';
import type { CardButton } from './card-texts.ts';

/** What a window is opened for. */
export interface FlowTarget {
  action: 'connect' | 'disconnect';
  /** The card whose button was pressed. */
  key: string;
  app: { slug: string; name: string };
  connectionId: string | null;
  /** For another account of an app that is connected. */
  isAnother: boolean;
}

export function targetOf({ key, app, connection }: Card, button: CardButton): FlowTarget {
  const isAnother = button === 'another';
  const action = button === 'disconnect' ? 'disconnect' : 'connect';
  return { action, key, app, connectionId: isAnother ? null : (connection?.id ?? null), isAnother };
}

export function startInputOf({ action, app, connectionId, isAnother }: FlowTarget): ConnectCalls['start']['input'] {
  if (connectionId !== null) return { action, connectionId };
  return { action, app: app.slug, ...(isAnother && { another: true }) };
}
