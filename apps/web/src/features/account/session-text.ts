import { t } from '../../shared/i18n/t.ts';

/** The message after a password change, with the number of sessions that ended. */
export function changedText(ended: number): string {
  return `${t('account.passwordChanged')} ${ended > 0 ? endedText(ended) : ''}`.trim();
}

export function endedText(ended: number): string {
  return ended === 0 ? t('account.noOtherSessions') : t('account.sessionsEnded', { count: ended });
}

/** The display name of a session. */
export function sessionName({ browser }: { browser: string | null }): string {
  return browser ?? t('account.unknownClient');
}
