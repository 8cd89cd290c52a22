import type { ConnectionView } from '@patchbay/contracts';
import { t } from '../../shared/i18n/t.ts';

/** Which connection a form is about, and whose account it uses. */
export function onConnection({ label, app, account }: ConnectionView): string {
  const connection = label || app.name;
  return account?.identity
    ? t('triggers.onAccount', { connection, account: account.identity })
    : t('triggers.onConnection', { connection });
}
