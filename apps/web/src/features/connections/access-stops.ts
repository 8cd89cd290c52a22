import type { ConnectionView } from '@patchbay/contracts';
import type { DisconnectImpact } from './connection.queries.ts';
import { nameOf } from './transition-text.ts';
import type { StopLine } from './disconnect-impact.ts';
import { t } from '../../shared/i18n/t.ts';

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
  const identity = account?.identity;
  if (impact?.revokes || revoke)
    return identity
      ? t('connections.ends.revokedOf', { account: identity, app: app.name })
      : t('connections.ends.revoked', { app: app.name });
  const deleted = identity ? t('connections.ends.deletedOf', { account: identity }) : t('connections.ends.deleted');
  return impact && app.needsAuth ? `${deleted} ${t('connections.ends.stillListed', { app: app.name })}` : deleted;
}

function sharedLines({ app }: ConnectionView, shared: DisconnectImpact['alsoStops']): StopLine[] {
  const { connections, more, elsewhere, otherProducts } = shared;
  const texts = [
    ...connections.map((other) => t('connections.ends.otherToo', { name: nameOf(other) })),
    ...(more > 0 ? [t('connections.ends.moreToo', { count: more })] : []),
    ...(elsewhere > 0 ? [t('connections.ends.elsewhereToo', { count: elsewhere })] : []),
    ...(otherProducts ? [t('connections.ends.productsToo', { app: app.name })] : []),
  ];
  return texts.map((text) => ({ icon: 'i-lucide-unplug', text }));
}
