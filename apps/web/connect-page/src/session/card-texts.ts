import type { ConnectConnection } from '@patchbay/contracts';
import type { Button } from '@patchbay/lifecycle';
import type { MessageKey } from '../i18n/messages.ts';

/** The buttons of a card. */
export type CardButton = Button['id'] | 'another';

/** What the person can do about an open attempt; null: there is none. Pure. */
export function hintOf(connection: ConnectConnection | null): MessageKey | null {
  const step = connection?.attempt?.step;
  if (step === undefined) return null;
  if (step === 'confirming') return 'flow.confirming';
  return connection?.status === 'active' ? 'status.reconnecting' : 'status.waiting';
}

/** Only what has to be finished or repaired stands out: what works is left alone. Pure. */
export function weightOf(
  { id, weight }: Button,
  connection: ConnectConnection | null,
): 'primary' | 'secondary' | 'quiet' {
  if (id === 'disconnect' || id === 'cancel') return 'quiet';
  if (id === 'reconnect' && connection?.status === 'active') return 'quiet';
  if (id === 'refresh') return 'secondary';
  return weight === 'danger' ? 'quiet' : weight;
}
