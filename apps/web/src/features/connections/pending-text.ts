import type { ConnectionView } from '@patchbay/contracts';
import type { Way } from './pending-steps.ts';
import { t } from '../../shared/i18n/t.ts';
import { attemptText, refreshText } from './status-text.ts';

interface Pending {
  view: Pick<ConnectionView, 'app' | 'attempt'>;
  /** Who reads it. */
  reader: { id: string | undefined; mayContinue: boolean };
  /** How this tab reached the consent page; null if it did not, or was reloaded since. */
  way: Way | null;
  looksClosed: boolean;
}

/** What a person who sees an open authorization should do; empty if another note says it. Pure. */
export function pendingText({ view: { app, attempt }, reader, way, looksClosed }: Pending): string {
  if (!attempt) return '';
  if (attempt.step === 'opening') return t('connections.opening', { app: app.name });
  if (attempt.step === 'verifying') return t('connections.verifying');
  const { id, name } = attempt.startedBy;
  if (attempt.step === 'approved' || attempt.step === 'unconfirmed') {
    const { sentence } = refreshText(attempt.step);
    return reader.mayContinue ? attemptText(attempt) : t('connections.mustContinue', { sentence, name });
  }
  if (!reader.mayContinue) return t('connections.isConnecting', { name });
  if (way === 'blocked') return '';
  if (way === 'link') return t('connections.openLink');
  if (looksClosed) return t('connections.looksClosed');
  if (id !== reader.id) return t('connections.takeOver', { name });
  return way === 'window' ? t('connections.approveInWindow') : t('connections.closedWindow');
}
