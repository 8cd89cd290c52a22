import type { ConnectionView } from '@patchbay/contracts';
import { type Status } from '@patchbay/lifecycle';
import { t } from '../../shared/i18n/t.ts';
import { reasonText } from '../../shared/reason-text.ts';

export interface TransitionText {
  title: string;
  description: string;
  tone: 'success' | 'warning' | 'neutral';
}

export function nameOf({ app, label }: { app: Pick<ConnectionView['app'], 'name'>; label: string }): string {
  return label ? `${app.name} (${label})` : app.name;
}

/** What to tell a person when a connection changed from `before`; null when there is nothing to say. */
export function transitionText(before: Status | undefined, view: ConnectionView): TransitionText | null {
  const name = nameOf(view);
  const why = view.reason ? reasonText(view.reason.code) : null;
  if (view.status === before) return null;
  if (view.status === 'active')
    return { title: t('connections.connected', { name }), description: identityText(view), tone: 'success' };
  if (view.status === 'pending')
    return { title: t('connections.waitsForApproval', { name }), description: '', tone: 'neutral' };
  if (view.status === 'expired') return unwell(t('connections.needsAttention', { name }), why);
  if (before === 'pending') return unwell(t('connections.failed.connect', { name }), why);
  if (before === 'active' || before === 'expired') {
    return {
      title: t('connections.disconnected', { name }),
      description: t('connections.staysInWorkspace'),
      tone: 'neutral',
    };
  }
  return before === undefined ? { title: t('connections.added', { name }), description: '', tone: 'neutral' } : null;
}

function unwell(title: string, why: { sentence: string; next: string } | null): TransitionText {
  return { title, description: why ? `${why.sentence} ${why.next}` : '', tone: 'warning' };
}

function identityText({ account }: ConnectionView): string {
  return account?.identity ? t('connections.asAccount', { account: account.identity }) : '';
}
