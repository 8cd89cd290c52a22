import type { ConnectionView } from '@patchbay/contracts';
import type { DisconnectImpact } from './connection.queries.ts';
import { nameOf } from './transition-text.ts';
import type { StopLine } from './disconnect-impact.ts';

export interface AccessEnd {
  /** Undefined while the server has not responded, or could not. */
  impact: DisconnectImpact | undefined;
  /** Whether the person requests the revocation. */
  revoke: boolean;
}

/** What happens to the access at the app. Claims a revocation only if it will happen. Pure. */
export function accessLines(view: ConnectionView, { impact, revoke }: AccessEnd): StopLine[] {
  if (!view.account) return [];
  const line = { icon: 'i-lucide-key-round', text: accessText(view, { impact, revoke }) };
  return revoke && impact ? [line, ...sharedLines(view, impact.alsoStops)] : [line];
}

function accessText({ account, app }: ConnectionView, { impact, revoke }: AccessEnd): string {
  const whose = account?.identity ? ` to ${account.identity}` : '';
  if (impact?.revokes || revoke) return `Patchbay’s access${whose} on ${app.name} is revoked.`;
  const deleted = `The connection${whose} is deleted.`;
  if (!impact || !app.needsAuth) return deleted;
  return `${deleted} ${app.name} may still list the access. To end it there, remove it in your ${app.name} settings.`;
}

function sharedLines({ app }: ConnectionView, shared: DisconnectImpact['alsoStops']): StopLine[] {
  const { connections, more, elsewhere, otherProducts } = shared;
  const named = connections.map((other) => `${nameOf(other)} stops working too.`);
  const texts = [
    ...named,
    ...(more > 0 ? [`${countOf(more, 'more connection')} in this workspace ${stop(more)} working too.`] : []),
    ...(elsewhere > 0
      ? [`${countOf(elsewhere, 'connection')} in other workspaces ${stop(elsewhere)} working too.`]
      : []),
    ...(otherProducts ? [`Other products that connect to ${app.name} through Composio may lose access too.`] : []),
  ];
  return texts.map((text) => ({ icon: 'i-lucide-unplug', text }));
}

function countOf(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

function stop(count: number): string {
  return count === 1 ? 'stops' : 'stop';
}
